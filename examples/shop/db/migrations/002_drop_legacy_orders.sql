-- Held when an assistant wants to run it: the table has rows, and the migration takes them along.
DROP TABLE IF EXISTS legacy_orders;
ALTER TABLE customers DROP COLUMN created_at;
