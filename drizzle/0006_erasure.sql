-- An index of FTS5 keeps the words of what was deleted until its parts are merged. Here is counted how many messages were
-- deleted, and how many of them the indexes have forgotten: see src/db/erasure.ts. Those of before are not known.
CREATE TABLE `erasure` (`deleted` integer NOT NULL, `erased` integer NOT NULL);
--> statement-breakpoint
INSERT INTO `erasure` VALUES (1, 0);
--> statement-breakpoint
DROP TRIGGER `message_deleted`;
--> statement-breakpoint
CREATE TRIGGER `message_deleted` AFTER DELETE ON `messages` WHEN old.status <> 'streaming' BEGIN
	DELETE FROM message_index WHERE rowid = old.id;
	UPDATE erasure SET deleted = deleted + 1;
END;
