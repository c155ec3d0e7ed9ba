-- Chinese, Japanese, Korean, Thai and their neighbours put no spaces between words, and the tokenizer takes a run of letters
-- for one word. So the indexes get each of their letters between two unit separators, as a word of its own, and are asked
-- for phrases of them: see src/db/search-text.ts, which must name the same letters. That is why they hold their own text.
DROP TRIGGER `message_written`;
--> statement-breakpoint
DROP TRIGGER `message_changed`;
--> statement-breakpoint
DROP TRIGGER `message_deleted`;
--> statement-breakpoint
DROP TRIGGER `chat_opened`;
--> statement-breakpoint
DROP TRIGGER `chat_renamed`;
--> statement-breakpoint
DROP TABLE `message_index`;
--> statement-breakpoint
-- In pieces, as each look into a text begins at its start.
CREATE VIEW `message_text` AS SELECT id, iif(content NOT GLOB '*[฀-႟ក-៿⺀-𲎯]*', content, (
	WITH RECURSIVE pieces(start, piece) AS (
		SELECT 1, substr(content, 1, 256)
		UNION ALL
		SELECT start + 256, substr(content, start + 256, 256) FROM pieces WHERE piece <> ''
	)
	SELECT group_concat(iif(piece NOT GLOB '*[฀-႟ក-៿⺀-𲎯]*', piece, (
		WITH RECURSIVE letters(place, letter) AS (
			SELECT 1, substr(piece, 1, 1)
			UNION ALL
			SELECT place + 1, substr(piece, place + 1, 1) FROM letters WHERE letter <> ''
		)
		SELECT group_concat(iif(letter GLOB '[฀-႟ក-៿⺀-𲎯]', char(31) || letter || char(31), letter), '') FROM letters
	)), '') FROM pieces
)) AS content FROM messages;
--> statement-breakpoint
CREATE VIEW `title_text` AS SELECT id, iif(title NOT GLOB '*[฀-႟ក-៿⺀-𲎯]*', title, (
	WITH RECURSIVE letters(place, letter) AS (
		SELECT 1, substr(title, 1, 1)
		UNION ALL
		SELECT place + 1, substr(title, place + 1, 1) FROM letters WHERE letter <> ''
	)
	SELECT group_concat(iif(letter GLOB '[฀-႟ក-៿⺀-𲎯]', char(31) || letter || char(31), letter), '') FROM letters
)) AS title FROM chats;
--> statement-breakpoint
-- Every message that is not being written: a running answer changes every second.
CREATE VIRTUAL TABLE `message_index` USING fts5(
	`content`,
	prefix = '1 2 3',
	tokenize = 'unicode61 remove_diacritics 2'
);
--> statement-breakpoint
INSERT INTO `message_index` (rowid, content)
	SELECT id, content FROM `message_text` WHERE id IN (SELECT id FROM `messages` WHERE status <> 'streaming');
--> statement-breakpoint
UPDATE `title_index` SET title = (SELECT title FROM `title_text` WHERE id = chat_id);
--> statement-breakpoint
CREATE TRIGGER `message_written` AFTER INSERT ON `messages` WHEN new.status <> 'streaming' BEGIN
	INSERT INTO message_index (rowid, content) SELECT id, content FROM message_text WHERE id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER `message_changed` AFTER UPDATE OF status, content ON `messages`
WHEN old.status <> 'streaming' OR new.status <> 'streaming' BEGIN
	DELETE FROM message_index WHERE rowid = old.id;
	INSERT INTO message_index (rowid, content) SELECT id, content FROM message_text WHERE id = new.id AND new.status <> 'streaming';
END;
--> statement-breakpoint
CREATE TRIGGER `message_deleted` AFTER DELETE ON `messages` WHEN old.status <> 'streaming' BEGIN
	DELETE FROM message_index WHERE rowid = old.id;
END;
--> statement-breakpoint
CREATE TRIGGER `chat_opened` AFTER INSERT ON `chats` BEGIN
	INSERT INTO title_index (chat_id, title) SELECT id, title FROM title_text WHERE id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER `chat_renamed` AFTER UPDATE OF title ON `chats` WHEN old.title <> new.title BEGIN
	UPDATE title_index SET title = (SELECT title FROM title_text WHERE id = new.id) WHERE chat_id = new.id;
END;
