-- A life event is told as steps in their order, and says whom to call; its services are those of its steps.
alter table services.life_event
  drop column services,
  add column steps jsonb not null default '[]',
  add column contacts jsonb not null default '[]';
