// What signing in holds about a person (GDPR art. 15, 17 and 20).
import { type Holding, wholly } from '#platform/house/personal.ts'
import { eraseInvitations, eraseMeans, heldMeans, invitationsAbout } from './queries.personal.ts'

const means: Holding = {
  id: 'accounts.means',
  processing: 'securite-du-compte',
  title: 'Vos moyens de connexion et vos appareils',
  tables: [
    'accounts.account_number',
    'accounts.challenge',
    'accounts.credential',
    'accounts.device',
    'accounts.email_change',
    'accounts.employed',
    'accounts.ended_session',
    'accounts.external_identity',
    'accounts.factor_reset',
    'accounts.federation_attempt',
    'accounts.identity_check',
    'accounts.paper_code',
    'accounts.passkey',
    'accounts.recovery_code',
    'accounts.session',
    'accounts.totp',
  ],
  async held(tx, personId) {
    const list = await heldMeans(tx, personId)
    const rows = list.map(({ what, detail, since, lastUsedAt }) => ({
      Quoi: what,
      ...(detail === null ? {} : { Détail: detail }),
      Depuis: since,
      ...(lastUsedAt === null ? {} : { 'Dernière fois': lastUsedAt }),
    }))
    return list.length === 0
      ? []
      : [{ authorityId: null, count: list.length, since: list[0]?.since ?? null, rows }]
  },
  erase: async (tx, personId) => wholly(null, await eraseMeans(tx, personId)),
}

const invitations: Holding = {
  id: 'accounts.invitation',
  processing: 'agents',
  title: 'Les invitations d’agent ou d’élu, reçues ou envoyées',
  tables: ['accounts.invitation', 'accounts.agent_import'],
  async held(tx, personId) {
    const list = await invitationsAbout(tx, personId)
    return [...new Set(list.map(({ authorityId }) => authorityId))].map((authorityId) => {
      const rows = list
        .filter((item) => item.authorityId === authorityId)
        .map(({ isReceived, at }) => ({ Invitation: isReceived ? 'reçue et acceptée' : 'envoyée', Le: at }))
      return { authorityId, count: rows.length, since: rows[0]?.Le ?? null, rows }
    })
  },
  erase: async (tx, personId) => {
    const parts = (await invitations.held(tx, personId)).flatMap(({ authorityId, count }) =>
      wholly(authorityId, count),
    )
    await eraseInvitations(tx, personId)
    return parts
  },
}

export const personal: readonly Holding[] = [means, invitations]
