-- What an import of agents would be refused, line by line, when it was read: the same work as the run’s, tried and taken back.
-- [{ line, why }], the first line being 1.
alter table accounts.agent_import add column foreseen jsonb not null default '[]' check (jsonb_typeof(foreseen) = 'array');
grant insert (foreseen) on accounts.agent_import to parvis_app;
