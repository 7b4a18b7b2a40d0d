-- What is withdrawn here, rather than by its file that went, stays so: an import leaves it, as it leaves what was drafted here.
alter table definitions.version add column withdrawn boolean not null default false,
  add check (not withdrawn or status = 'archived');
