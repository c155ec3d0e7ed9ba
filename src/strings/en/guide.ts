const topics = `## What I can tell you

Ask me about Weir, in your own words. For example:

- How do I start **Ollama**, and get a model?
- How do I **stop** or **continue** an answer?
- How do I **edit** a question, or **regenerate** an answer?
- Where are my **chats stored**?
- What happens when the **connection** breaks?
- Which **settings** are there?`

/** What the built-in guide says around the sections that it quotes, in Markdown. */
export const guideWords = {
  guide: {
    name: 'Guide',
    introduction:
      "*I am Weir's built-in guide, not a language model: I look your question up in Weir's documentation.*",
    startOllama: `## Chat with a language model

Weir's models come from [Ollama](https://ollama.com/download). Install it, then run:

\`\`\`sh
ollama serve
ollama pull llama3.2
\`\`\`

Then choose the model beside the message box. Weir need not be restarted.`,
    topics,
    nothingFound: `I found nothing about that in the documentation. I only know Weir itself: for anything else, ask a language model.

${topics}`,
    source: (place: string, hasMore: boolean) => `From ${place}.${hasMore ? ' It says more than I repeat here.' : ''}`,
    related: 'See also',
    broken: 'The guide could not search the documentation. Try again, or restart Weir.',
  },
}
