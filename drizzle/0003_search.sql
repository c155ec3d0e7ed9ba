CREATE INDEX `chats_deleted` ON `chats` (`user_id`,`deleted_at`) WHERE deleted_at is not null;
--> statement-breakpoint
-- The text of every message that is not being written. It is not copied: the index reads it from `messages`. So what it is
-- told to forget must be what it was told to learn, and a running answer, which changes every second, is never in it.
CREATE VIRTUAL TABLE `message_index` USING fts5(
	`content`,
	content = 'messages',
	content_rowid = 'id',
	prefix = '1 2 3',
	tokenize = 'unicode61 remove_diacritics 2'
);
--> statement-breakpoint
-- Titles are few and short, and kept in the index: a chat has no number of its own that would survive a VACUUM.
CREATE VIRTUAL TABLE `title_index` USING fts5(
	`chat_id` UNINDEXED,
	`title`,
	prefix = '1 2 3',
	tokenize = 'unicode61 remove_diacritics 2'
);
--> statement-breakpoint
INSERT INTO `message_index` (rowid, content) SELECT id, content FROM `messages` WHERE status <> 'streaming';
--> statement-breakpoint
INSERT INTO `title_index` (chat_id, title) SELECT id, title FROM `chats`;
--> statement-breakpoint
CREATE TRIGGER `message_written` AFTER INSERT ON `messages` WHEN new.status <> 'streaming' BEGIN
	INSERT INTO message_index (rowid, content) VALUES (new.id, new.content);
END;
--> statement-breakpoint
CREATE TRIGGER `message_changed` AFTER UPDATE OF status, content ON `messages`
WHEN old.status <> 'streaming' OR new.status <> 'streaming' BEGIN
	INSERT INTO message_index (message_index, rowid, content)
		SELECT 'delete', old.id, old.content WHERE old.status <> 'streaming';
	INSERT INTO message_index (rowid, content) SELECT new.id, new.content WHERE new.status <> 'streaming';
END;
--> statement-breakpoint
CREATE TRIGGER `message_deleted` AFTER DELETE ON `messages` WHEN old.status <> 'streaming' BEGIN
	INSERT INTO message_index (message_index, rowid, content) VALUES ('delete', old.id, old.content);
END;
--> statement-breakpoint
CREATE TRIGGER `chat_opened` AFTER INSERT ON `chats` BEGIN
	INSERT INTO title_index (chat_id, title) VALUES (new.id, new.title);
END;
--> statement-breakpoint
CREATE TRIGGER `chat_renamed` AFTER UPDATE OF title ON `chats` WHEN old.title <> new.title BEGIN
	UPDATE title_index SET title = new.title WHERE chat_id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER `chat_deleted` AFTER DELETE ON `chats` BEGIN
	DELETE FROM title_index WHERE chat_id = old.id;
END;
