-- An invitation opens an account and gives it a role: the first administrator comes in by one, no password being shared.
alter table accounts.proof drop constraint proof_purpose_check;
alter table accounts.proof add constraint proof_purpose_check check (purpose in ('sign-up', 'password', 'factor', 'invitation'));
