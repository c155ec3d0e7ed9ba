-- The guide's index. `digest` says which edition of the documents is in it; see src/db/sections.ts.
CREATE VIRTUAL TABLE `sections` USING fts5(
	`document` UNINDEXED,
	`title`,
	`anchor` UNINDEXED,
	`text`,
	`digest` UNINDEXED,
	tokenize = 'porter unicode61 remove_diacritics 2'
);
