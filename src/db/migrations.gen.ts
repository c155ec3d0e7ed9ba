// Written by `npm run db:generate` from the SQL in drizzle/. Do not edit.
import type { Migration } from './migrate.ts'

export const migrations: Migration[] = [
  {
    "id": 1,
    "tag": "0000_start",
    "when": 1795554121989,
    "hash": "184234ebc4fe616170b1bafc0627c6be4cd1e79f93d54531042c5a23e2493855",
    "statements": [
      "CREATE TABLE `chats` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`user_id` text NOT NULL,\n\t`title` text NOT NULL,\n\t`model` text NOT NULL,\n\t`tip_id` integer,\n\t`created_at` integer NOT NULL,\n\t`updated_at` integer NOT NULL,\n\tFOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade\n);",
      "CREATE INDEX `chats_by_user` ON `chats` (`user_id`,`updated_at`);",
      "CREATE TABLE `messages` (\n\t`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,\n\t`chat_id` text NOT NULL,\n\t`user_id` text NOT NULL,\n\t`parent_id` integer,\n\t`role` text NOT NULL,\n\t`status` text NOT NULL,\n\t`content` text DEFAULT '' NOT NULL,\n\t`thinking` text DEFAULT '' NOT NULL,\n\t`model` text,\n\t`attempt` integer DEFAULT 1 NOT NULL,\n\t`error` text,\n\t`finish_reason` text,\n\t`prompt_tokens` integer,\n\t`answer_tokens` integer,\n\t`context_tokens` integer,\n\t`thinking_ms` integer,\n\t`load_ms` integer,\n\t`answer_ms` integer,\n\t`total_ms` integer,\n\t`created_at` integer NOT NULL,\n\t`updated_at` integer NOT NULL,\n\tFOREIGN KEY (`chat_id`) REFERENCES `chats`(`id`) ON UPDATE no action ON DELETE cascade,\n\tFOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,\n\tFOREIGN KEY (`parent_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE no action\n);",
      "CREATE INDEX `messages_by_chat` ON `messages` (`chat_id`,`parent_id`);",
      "CREATE INDEX `messages_by_parent` ON `messages` (`parent_id`);",
      "CREATE INDEX `messages_by_status` ON `messages` (`status`);",
      "CREATE TABLE `users` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`name` text NOT NULL,\n\t`created_at` integer NOT NULL\n);"
    ]
  },
  {
    "id": 2,
    "tag": "0001_sections",
    "when": 1795554123188,
    "hash": "9d6a811c733fad4b5854fe8576151aa97b3c86c7a43c524b953a37ef1481f2d8",
    "statements": [
      "-- The guide's index. `digest` says which edition of the documents is in it; see src/db/sections.ts.\nCREATE VIRTUAL TABLE `sections` USING fts5(\n\t`document` UNINDEXED,\n\t`title`,\n\t`anchor` UNINDEXED,\n\t`text`,\n\t`digest` UNINDEXED,\n\ttokenize = 'porter unicode61 remove_diacritics 2'\n);"
    ]
  },
  {
    "id": 3,
    "tag": "0002_library",
    "when": 1795555129499,
    "hash": "db4c169d18d24aeaeed14a2b535c8a3b0556ee0dd166b0a11a77b8859d74a554",
    "statements": [
      "CREATE TABLE `presets` (\n\t`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,\n\t`user_id` text NOT NULL,\n\t`name` text NOT NULL,\n\t`emoji` text NOT NULL,\n\t`model` text,\n\t`settings` text DEFAULT '{}' NOT NULL,\n\t`starters` text DEFAULT '[]' NOT NULL,\n\t`is_default` integer DEFAULT false NOT NULL,\n\t`created_at` integer NOT NULL,\n\tFOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade\n);",
      "CREATE INDEX `presets_by_user` ON `presets` (`user_id`);",
      "CREATE TABLE `prompts` (\n\t`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,\n\t`user_id` text NOT NULL,\n\t`name` text NOT NULL,\n\t`content` text NOT NULL,\n\t`created_at` integer NOT NULL,\n\tFOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade\n);",
      "CREATE UNIQUE INDEX `prompts_by_name` ON `prompts` (`user_id`,`name`);",
      "ALTER TABLE `chats` ADD `settings` text DEFAULT '{}' NOT NULL;",
      "ALTER TABLE `chats` ADD `pinned` integer DEFAULT false NOT NULL;",
      "ALTER TABLE `chats` ADD `archived` integer DEFAULT false NOT NULL;",
      "ALTER TABLE `chats` ADD `deleted_at` integer;",
      "ALTER TABLE `messages` ADD `revivals` integer DEFAULT 0 NOT NULL;"
    ]
  },
  {
    "id": 4,
    "tag": "0003_search",
    "when": 1795556157991,
    "hash": "0569d39c0eded18ff27192f8d1860f275b8e5c5f65659072b2b124eb873a2da7",
    "statements": [
      "CREATE INDEX `chats_deleted` ON `chats` (`user_id`,`deleted_at`) WHERE deleted_at is not null;",
      "-- The text of every message that is not being written. It is not copied: the index reads it from `messages`. So what it is\n-- told to forget must be what it was told to learn, and a running answer, which changes every second, is never in it.\nCREATE VIRTUAL TABLE `message_index` USING fts5(\n\t`content`,\n\tcontent = 'messages',\n\tcontent_rowid = 'id',\n\tprefix = '1 2 3',\n\ttokenize = 'unicode61 remove_diacritics 2'\n);",
      "-- Titles are few and short, and kept in the index: a chat has no number of its own that would survive a VACUUM.\nCREATE VIRTUAL TABLE `title_index` USING fts5(\n\t`chat_id` UNINDEXED,\n\t`title`,\n\tprefix = '1 2 3',\n\ttokenize = 'unicode61 remove_diacritics 2'\n);",
      "INSERT INTO `message_index` (rowid, content) SELECT id, content FROM `messages` WHERE status <> 'streaming';",
      "INSERT INTO `title_index` (chat_id, title) SELECT id, title FROM `chats`;",
      "CREATE TRIGGER `message_written` AFTER INSERT ON `messages` WHEN new.status <> 'streaming' BEGIN\n\tINSERT INTO message_index (rowid, content) VALUES (new.id, new.content);\nEND;",
      "CREATE TRIGGER `message_changed` AFTER UPDATE OF status, content ON `messages`\nWHEN old.status <> 'streaming' OR new.status <> 'streaming' BEGIN\n\tINSERT INTO message_index (message_index, rowid, content)\n\t\tSELECT 'delete', old.id, old.content WHERE old.status <> 'streaming';\n\tINSERT INTO message_index (rowid, content) SELECT new.id, new.content WHERE new.status <> 'streaming';\nEND;",
      "CREATE TRIGGER `message_deleted` AFTER DELETE ON `messages` WHEN old.status <> 'streaming' BEGIN\n\tINSERT INTO message_index (message_index, rowid, content) VALUES ('delete', old.id, old.content);\nEND;",
      "CREATE TRIGGER `chat_opened` AFTER INSERT ON `chats` BEGIN\n\tINSERT INTO title_index (chat_id, title) VALUES (new.id, new.title);\nEND;",
      "CREATE TRIGGER `chat_renamed` AFTER UPDATE OF title ON `chats` WHEN old.title <> new.title BEGIN\n\tUPDATE title_index SET title = new.title WHERE chat_id = new.id;\nEND;",
      "CREATE TRIGGER `chat_deleted` AFTER DELETE ON `chats` BEGIN\n\tDELETE FROM title_index WHERE chat_id = old.id;\nEND;"
    ]
  },
  {
    "id": 5,
    "tag": "0004_any_word",
    "when": 1795564615331,
    "hash": "f4c0af0b269a7dc2f3a6149cb94a38d1b07fe1c2a139308f7f53fe2d3abc50ad",
    "statements": [
      "-- Chinese, Japanese, Korean, Thai and their neighbours put no spaces between words, and the tokenizer takes a run of letters\n-- for one word. So the indexes get each of their letters between two unit separators, as a word of its own, and are asked\n-- for phrases of them: see src/db/search-text.ts, which must name the same letters. That is why they hold their own text.\nDROP TRIGGER `message_written`;",
      "DROP TRIGGER `message_changed`;",
      "DROP TRIGGER `message_deleted`;",
      "DROP TRIGGER `chat_opened`;",
      "DROP TRIGGER `chat_renamed`;",
      "DROP TABLE `message_index`;",
      "-- In pieces, as each look into a text begins at its start.\nCREATE VIEW `message_text` AS SELECT id, iif(content NOT GLOB '*[฀-႟ក-៿⺀-𲎯]*', content, (\n\tWITH RECURSIVE pieces(start, piece) AS (\n\t\tSELECT 1, substr(content, 1, 256)\n\t\tUNION ALL\n\t\tSELECT start + 256, substr(content, start + 256, 256) FROM pieces WHERE piece <> ''\n\t)\n\tSELECT group_concat(iif(piece NOT GLOB '*[฀-႟ក-៿⺀-𲎯]*', piece, (\n\t\tWITH RECURSIVE letters(place, letter) AS (\n\t\t\tSELECT 1, substr(piece, 1, 1)\n\t\t\tUNION ALL\n\t\t\tSELECT place + 1, substr(piece, place + 1, 1) FROM letters WHERE letter <> ''\n\t\t)\n\t\tSELECT group_concat(iif(letter GLOB '[฀-႟ក-៿⺀-𲎯]', char(31) || letter || char(31), letter), '') FROM letters\n\t)), '') FROM pieces\n)) AS content FROM messages;",
      "CREATE VIEW `title_text` AS SELECT id, iif(title NOT GLOB '*[฀-႟ក-៿⺀-𲎯]*', title, (\n\tWITH RECURSIVE letters(place, letter) AS (\n\t\tSELECT 1, substr(title, 1, 1)\n\t\tUNION ALL\n\t\tSELECT place + 1, substr(title, place + 1, 1) FROM letters WHERE letter <> ''\n\t)\n\tSELECT group_concat(iif(letter GLOB '[฀-႟ក-៿⺀-𲎯]', char(31) || letter || char(31), letter), '') FROM letters\n)) AS title FROM chats;",
      "-- Every message that is not being written: a running answer changes every second.\nCREATE VIRTUAL TABLE `message_index` USING fts5(\n\t`content`,\n\tprefix = '1 2 3',\n\ttokenize = 'unicode61 remove_diacritics 2'\n);",
      "INSERT INTO `message_index` (rowid, content)\n\tSELECT id, content FROM `message_text` WHERE id IN (SELECT id FROM `messages` WHERE status <> 'streaming');",
      "UPDATE `title_index` SET title = (SELECT title FROM `title_text` WHERE id = chat_id);",
      "CREATE TRIGGER `message_written` AFTER INSERT ON `messages` WHEN new.status <> 'streaming' BEGIN\n\tINSERT INTO message_index (rowid, content) SELECT id, content FROM message_text WHERE id = new.id;\nEND;",
      "CREATE TRIGGER `message_changed` AFTER UPDATE OF status, content ON `messages`\nWHEN old.status <> 'streaming' OR new.status <> 'streaming' BEGIN\n\tDELETE FROM message_index WHERE rowid = old.id;\n\tINSERT INTO message_index (rowid, content) SELECT id, content FROM message_text WHERE id = new.id AND new.status <> 'streaming';\nEND;",
      "CREATE TRIGGER `message_deleted` AFTER DELETE ON `messages` WHEN old.status <> 'streaming' BEGIN\n\tDELETE FROM message_index WHERE rowid = old.id;\nEND;",
      "CREATE TRIGGER `chat_opened` AFTER INSERT ON `chats` BEGIN\n\tINSERT INTO title_index (chat_id, title) SELECT id, title FROM title_text WHERE id = new.id;\nEND;",
      "CREATE TRIGGER `chat_renamed` AFTER UPDATE OF title ON `chats` WHEN old.title <> new.title BEGIN\n\tUPDATE title_index SET title = (SELECT title FROM title_text WHERE id = new.id) WHERE chat_id = new.id;\nEND;"
    ]
  },
  {
    "id": 6,
    "tag": "0005_last_shown",
    "when": 1795567378293,
    "hash": "c4cb469d8ce2e048a230dab8fdbe52f97ebce4174ab1d622f29e6fcdfb750bc5",
    "statements": [
      "ALTER TABLE `messages` ADD `left_order` integer;",
      "CREATE TRIGGER `tip_moved` AFTER UPDATE OF tip_id ON `chats` WHEN old.tip_id <> new.tip_id BEGIN\n\tUPDATE messages SET left_order = (SELECT coalesce(max(left_order), 0) + 1 FROM messages WHERE chat_id = new.id) WHERE id = old.tip_id;\nEND;"
    ]
  },
  {
    "id": 7,
    "tag": "0006_erasure",
    "when": 1795851569035,
    "hash": "5b1e2018f3e6501bc2156ca4092a6911a2858903a0a4a8f7cd6e8adf63de2ddd",
    "statements": [
      "-- An index of FTS5 keeps the words of what was deleted until its parts are merged. Here is counted how many messages were\n-- deleted, and how many of them the indexes have forgotten: see src/db/erasure.ts. Those of before are not known.\nCREATE TABLE `erasure` (`deleted` integer NOT NULL, `erased` integer NOT NULL);",
      "INSERT INTO `erasure` VALUES (1, 0);",
      "DROP TRIGGER `message_deleted`;",
      "CREATE TRIGGER `message_deleted` AFTER DELETE ON `messages` WHEN old.status <> 'streaming' BEGIN\n\tDELETE FROM message_index WHERE rowid = old.id;\n\tUPDATE erasure SET deleted = deleted + 1;\nEND;"
    ]
  }
]
