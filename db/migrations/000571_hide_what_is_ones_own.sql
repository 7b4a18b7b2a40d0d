-- « Voir comme »: what an agent asked as a resident, and their account, are theirs for PostgreSQL too, whatever page is made one day.
do $$
declare
  own text;
begin
  foreach own in array array['accounts.session', 'accounts.device', 'accounts.account_number', 'accounts.email_change',
    'accounts.external_identity', 'identity.consent', 'identity.consent_entry', 'requests.code_grant']
  loop
    execute format('create policy unseen on %s as restrictive to parvis_app using (not (select platform.looks()))', own);
  end loop;
end $$;
-- What hangs on a request is read through it.
create policy unseen on requests.request as restrictive to parvis_app
  using (not (select platform.looks()) or resident_id is distinct from (select platform.person_id()));
