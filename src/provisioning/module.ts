// What provisioning brings to the program.
import { anyone } from '#platform/access.ts'
import { ITS_OWN } from '#platform/partnership/carried.ts'
import type { Module } from '#platform/house/module.ts'
import { simple } from '#platform/house/retention.ts'
import { forgetMembers } from './directory/queries.ts'
import { arrivals } from './keys/held.ts'
import { calling, keyCaller, keyKeepers } from './keys/keys.ts'
import { HERE, keyScreens } from './keys/screens.ts'
import { LIMITS } from './directory/exchange.ts'
import { personal } from './personal.ts'
import { calls } from './routes.api.ts'

const DIRECTORIES = { erased: 'Annuaires et fournisseurs d’identité' } as const

export const provisioning: Module = {
  name: 'provisioning',
  access: {
    'key.read': keyKeepers,
    'key.change': keyKeepers,
    'agent.provision': calling,
    'directory.describe': [anyone],
  },
  routes: [...keyScreens, ...calls],
  callers: { provisioning: keyCaller },
  limits: LIMITS,
  listeners: { 'key.made': [], 'key.revoked': [] },
  heldByUnits: [arrivals],
  carried: [
    {
      table: 'provisioning.key',
      rows: ITS_OWN,
      end: DIRECTORIES,
      subject: { kind: 'key', by: 'id' },
      without: { digest: 'opens this installation, and no other' },
    },
    { table: 'provisioning.member', rows: ITS_OWN, end: DIRECTORIES },
  ],
  personal,
  retention: [simple('provisioning.delete', 'Agents qu’un annuaire dit partis', forgetMembers)],
  navigation: [
    {
      menu: 'administration',
      order: 23.5,
      href: HERE,
      label: 'Annuaires',
      words:
        'LDAP, Active Directory, SCIM, Entra ID, Okta, OpenID, fournisseur d’identité, clés, synchronisation',
      group: 'Qui travaille où',
      who: keyKeepers[0] as (typeof keyKeepers)[number],
    },
  ],
}
