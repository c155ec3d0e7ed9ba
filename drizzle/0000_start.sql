CREATE TABLE `chats` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`title` text NOT NULL,
	`model` text NOT NULL,
	`tip_id` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `chats_by_user` ON `chats` (`user_id`,`updated_at`);--> statement-breakpoint
CREATE TABLE `messages` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`chat_id` text NOT NULL,
	`user_id` text NOT NULL,
	`parent_id` integer,
	`role` text NOT NULL,
	`status` text NOT NULL,
	`content` text DEFAULT '' NOT NULL,
	`thinking` text DEFAULT '' NOT NULL,
	`model` text,
	`attempt` integer DEFAULT 1 NOT NULL,
	`error` text,
	`finish_reason` text,
	`prompt_tokens` integer,
	`answer_tokens` integer,
	`context_tokens` integer,
	`thinking_ms` integer,
	`load_ms` integer,
	`answer_ms` integer,
	`total_ms` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`chat_id`) REFERENCES `chats`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`parent_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `messages_by_chat` ON `messages` (`chat_id`,`parent_id`);--> statement-breakpoint
CREATE INDEX `messages_by_parent` ON `messages` (`parent_id`);--> statement-breakpoint
CREATE INDEX `messages_by_status` ON `messages` (`status`);--> statement-breakpoint
CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL
);
