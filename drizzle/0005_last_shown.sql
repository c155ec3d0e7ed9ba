ALTER TABLE `messages` ADD `left_order` integer;--> statement-breakpoint
CREATE TRIGGER `tip_moved` AFTER UPDATE OF tip_id ON `chats` WHEN old.tip_id <> new.tip_id BEGIN
	UPDATE messages SET left_order = (SELECT coalesce(max(left_order), 0) + 1 FROM messages WHERE chat_id = new.id) WHERE id = old.tip_id;
END;
