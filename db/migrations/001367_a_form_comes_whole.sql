-- A definition that comes from a file, or comes back from a version, is one command: as long as the file may be (500 kB of text, which
-- numbers in lists make longer here).
alter table definitions.edit
  drop constraint edit_command_check,
  drop constraint edit_back_check,
  add constraint edit_command_check check (jsonb_typeof(command) = 'object' and pg_column_size(command) < 4000000),
  add constraint edit_back_check check (back is null or (jsonb_typeof(back) = 'object' and pg_column_size(back) < 4000000));
