-- From a network that tries many accounts, a right password of an unknown device sends a link that signs in.
alter table accounts.proof drop constraint proof_purpose_check;
alter table accounts.proof add constraint proof_purpose_check
  check (purpose in ('sign-up', 'password', 'factor', 'invitation', 'sign-in'));
