-- The pass at a desk (src/pass/desk): each agent reads what they gave and took, and nothing of anybody else; what a desk does with
-- somebody’s pass stands in that person’s journal.
create policy till on pass.transfer for select using (made_by = (select platform.person_id()));
create policy till on pass.posting for select using (exists (select from pass.transfer t where t.id = transfer_id));
create policy till on pass.account for select using (kind <> 'holder');
grant select (id, partner_id, product_id, class, kind, at, made_by, authority_id, means, reason, reverses) on pass.transfer to parvis_app;
grant select on pass.posting to parvis_app;
grant select (id, partner_id, kind, unit) on pass.account to parvis_app;

alter table platform.access_entry drop constraint access_entry_kind_check,
  add constraint access_entry_kind_check check (kind in ('request', 'file', 'account', 'site', 'export', 'mandate', 'pass'));
-- Somebody without their number is found by their whole name and their birth date.
create index profile_birthdate on accounts.profile_value (value) where value_id = 'birthdate' and ended_at is null;
