const month = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric' })
const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' })

/** What is said where chats are listed, ordered and looked for. */
export const listWords = {
  lists: {
    pinned: 'Pinned',
    today: 'Today',
    yesterday: 'Yesterday',
    previousWeek: 'Previous 7 days',
    month: (time: Date) => month.format(time),
    day: (time: Date) => day.format(time),
    older: 'Older chats',
    all: 'All chats',
    archive: 'Archive',
    archiveText: 'Chats that were put away. They can be searched, read and gone on with like any other.',
    emptyArchive: 'Nothing is archived. A chat’s menu puts it here.',
    menu: (title: string) => `Menu of “${title}”`,
    title: 'Title',
    rename: 'Rename',
    pin: 'Pin',
    unpin: 'Unpin',
    putAway: 'Archive',
    bringBack: 'Bring back',
    duplicate: 'Duplicate',
    copyTitle: (title: string) => `${title} (copy)`,
    forkTitle: (title: string) => `${title} (fork)`,
    nothingToCopy: 'This chat has no messages to copy.',
    asMarkdown: 'As Markdown',
    asJson: 'As JSON',
    archived: (title: string) => `“${title}” is in the archive.`,
    deleted: (title: string) => `“${title}” is deleted.`,
    undo: 'Undo',
    tooLate: 'That chat has been deleted for good: it can be brought back for ten minutes.',
  },
  search: {
    title: 'Search',
    label: 'Search all chats',
    placeholder: 'Words, or a “phrase”…',
    submit: 'Search',
    syntax: [
      ['two words', 'both, in any order; the last one may be unfinished'],
      ['"two words"', 'exactly so'],
      ['two -words', 'without that word'],
      ['wor*', 'words that begin like this'],
    ],
    syntaxTitle: 'How to search',
    chats: 'Chats',
    messages: 'Messages',
    nothing: (query: string) => `Nothing was found for “${query}”.`,
    found: (count: number, more: boolean) =>
      more ? `More than ${count} messages; these fit best.` : `${count} ${count === 1 ? 'message' : 'messages'}`,
  },
}
