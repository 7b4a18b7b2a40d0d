// The kind of key that the network brings: authorities of which one is a correspondent today. Found by PostgreSQL alone (001090).
import { agent } from '#platform/access.ts'
import { of, thing } from '#platform/french/noun.ts'
import type { KeyKind } from '#platform/house/audience.ts'
import { authorityNoun, territory } from '#territory'

export const NETWORK: KeyKind = {
  kind: 'network',
  ever: agent().anywhere.ever,
  named: {
    people: 'correspondants',
    roles: { correspondent: 'correspondants' },
    async noun(tx, id) {
      const found = (await territory(tx)).authorities.find((authority) => authority.id === id)
      return found === undefined ? null : thing(`Le réseau ${of(authorityNoun(found))}`, 'réseau')
    },
    values: async (tx) =>
      (await territory(tx)).authorities.map(({ id, name }) => ({
        id,
        name: `Correspondants\u00a0: ${name}`,
        group: 'Réseau des correspondants',
      })),
  },
}
