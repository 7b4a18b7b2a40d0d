-- Sites administered by their authority: a history of who changed what, and a double of a site for the test console.
-- Events name their subject by a number.
alter table identity.client add column number bigint generated always as identity unique;
-- The double of a site, with which an administrator tries a sign-in: its only address is the console of Parvis.
alter table identity.client add column console_of text references identity.client;
create index client_console on identity.client (console_of) where console_of is not null;

-- The history of a site belongs to those who administer it: they see the site, so they see what happened to it.
create policy client on platform.event using (subject_kind = 'client'
  and exists (select from identity.client c where c.number = subject_id));
