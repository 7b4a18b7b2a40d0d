-- A passkey is proposed after a password until the person says « later »: once for the account.
alter table accounts.person add column passkey_later_at timestamptz;
