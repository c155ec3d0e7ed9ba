import { sql } from 'drizzle-orm'
import { type AnySQLiteColumn, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { ChatId, MessageId, UserId } from '../ids.ts'
import type { ChatSettings } from '../settings/table.ts'

/** Every row below belongs to one of these. Without accounts there is one user, `local`. */
export const users = sqliteTable('users', {
  id: text('id').$type<UserId>().primaryKey(),
  name: text('name').notNull(),
  createdAt: integer('created_at').notNull(),
})

/** One conversation. Its messages form a tree; `tipId` is the last message of the branch that is shown. */
export const chats = sqliteTable(
  'chats',
  {
    id: text('id').$type<ChatId>().primaryKey(),
    userId: text('user_id')
      .$type<UserId>()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    title: text('title').notNull(),
    /** The model of the latest turn, as `provider/name`. */
    model: text('model').notNull(),
    tipId: integer('tip_id').$type<MessageId>(),
    /** What the chat asks of its model: system prompt, sampling, context; validated when it is written. */
    settings: text('settings', { mode: 'json' }).$type<ChatSettings>().notNull().default({}),
    pinned: integer('pinned', { mode: 'boolean' }).notNull().default(false),
    archived: integer('archived', { mode: 'boolean' }).notNull().default(false),
    /** When it was deleted: it can be brought back for a while, and is gone for good after that. */
    deletedAt: integer('deleted_at'),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [
    index('chats_by_user').on(table.userId, table.updatedAt),
    // So few that looking for the ones to purge costs nothing, however often a list is shown.
    index('chats_deleted').on(table.userId, table.deletedAt).where(sql`deleted_at is not null`),
  ],
)

/** A named set of settings to start chats with. */
export const presets = sqliteTable(
  'presets',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    userId: text('user_id')
      .$type<UserId>()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    emoji: text('emoji').notNull(),
    /** `provider/name`; null leaves the choice to the composer. */
    model: text('model'),
    settings: text('settings', { mode: 'json' }).$type<ChatSettings>().notNull().default({}),
    /** Prompts that are offered on the first page of a chat with it. */
    starters: text('starters', { mode: 'json' }).$type<string[]>().notNull().default([]),
    /** New chats begin with it. */
    isDefault: integer('is_default', { mode: 'boolean' }).notNull().default(false),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [index('presets_by_user').on(table.userId)],
)

/** A prompt of the library, written once and put into the composer by its name. */
export const prompts = sqliteTable(
  'prompts',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    userId: text('user_id')
      .$type<UserId>()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    content: text('content').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [uniqueIndex('prompts_by_name').on(table.userId, table.name)],
)

export const roles = ['user', 'assistant', 'system', 'tool'] as const
export const statuses = ['streaming', 'complete', 'stopped', 'failed', 'interrupted'] as const

/** One entry of a chat. `content` and `thinking` are raw Markdown as it was written; HTML is never stored. */
export const messages = sqliteTable(
  'messages',
  {
    id: integer('id').$type<MessageId>().primaryKey({ autoIncrement: true }),
    chatId: text('chat_id')
      .$type<ChatId>()
      .notNull()
      .references(() => chats.id, { onDelete: 'cascade' }),
    userId: text('user_id')
      .$type<UserId>()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    // No cascade: SQLite recurses along the chain and gives up at 1,000 messages. A branch is deleted in one statement.
    parentId: integer('parent_id')
      .$type<MessageId>()
      .references((): AnySQLiteColumn => messages.id),
    role: text('role', { enum: roles }).notNull(),
    status: text('status', { enum: statuses }).notNull(),
    content: text('content').notNull().default(''),
    thinking: text('thinking').notNull().default(''),
    model: text('model'),
    /**
     * Set by the database when it was the tip and another message becomes it: greater than that of any other in the chat.
     * So the ends of branches are ordered by when they were last looked at.
     */
    leftOrder: integer('left_order'),
    /** Which generation wrote it last: 1, and one more for each resume or Continue. */
    attempt: integer('attempt').notNull().default(1),
    /** How often it was resumed by itself after a crash. */
    revivals: integer('revivals').notNull().default(0),
    /** Why it failed, in words for people. */
    error: text('error'),
    finishReason: text('finish_reason'),
    promptTokens: integer('prompt_tokens'),
    answerTokens: integer('answer_tokens'),
    /** Tokens that the model's context window held when it answered (`num_ctx` in force). */
    contextTokens: integer('context_tokens'),
    thinkingMs: integer('thinking_ms'),
    loadMs: integer('load_ms'),
    answerMs: integer('answer_ms'),
    totalMs: integer('total_ms'),
    createdAt: integer('created_at').notNull(),
    /** Time of the last checkpoint, or of the end. */
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [
    index('messages_by_chat').on(table.chatId, table.parentId),
    // What the foreign key looks up whenever a message is deleted.
    index('messages_by_parent').on(table.parentId),
    index('messages_by_status').on(table.status),
  ],
)

export type Chat = typeof chats.$inferSelect
export type Message = typeof messages.$inferSelect
export type Preset = typeof presets.$inferSelect
export type Prompt = typeof prompts.$inferSelect
export type Status = Message['status']
