-- An import keeps what its file said and nothing is done of: councils that it names in part, people of one name; and what it made is kept
-- by council, since all of a council is done at once. Imports that are kept otherwise are forgotten: what they made stays.
delete from bodies.register_import;
alter table bodies.register_import add column left_alone jsonb not null default '[]' check (jsonb_typeof(left_alone) = 'array');
grant insert (left_alone) on bodies.register_import to parvis_app;
