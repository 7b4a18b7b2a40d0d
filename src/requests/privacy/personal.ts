// What requests hold about a person (GDPR art. 15, 17 and 20). A request is the business of the authority that answers it:
// closing an account does not end it, and what was handled is kept as long as the register of processing says.
import { type Holding, wholly, withoutFileIds } from '#platform/house/personal.ts'
import { plural } from '#platform/ui/french.ts'
import { personName } from '#people'
import { deleteDraftsOf, FOLLOW, heldDrafts } from '../write/queries.ts'
import { eraseHelperName, type HeldRequest, heldRequests, keptRequests } from './queries.personal.ts'

const FROM: Record<string, string> = {
  resident: 'vous',
  agent: 'la collectivité',
  system: 'message automatique',
}

const exported = ({ contact, messages, files, signatures, rating, ...request }: HeldRequest) => ({
  Référence: request.ref,
  Objet: request.subject,
  Description: request.description,
  'Reçue le': request.receivedAt,
  'Terminée le': request.closedAt,
  Nom: contact.name,
  'Adresse e-mail': contact.email,
  Téléphone: contact.phone,
  Adresse: contact.address,
  Lieu: request.place,
  Réponses: withoutFileIds(request.answers),
  Messages: messages.map(({ at, from, text }) => ({ Le: new Date(at), De: FROM[from] ?? from, Texte: text })),
  'Pièces jointes': files,
  ...(signatures.length === 0
    ? {}
    : {
        Signatures: signatures.map(({ name, sentence, at, digest }) => ({
          Nom: name,
          Phrase: sentence,
          Le: new Date(at),
          'Empreinte des réponses': digest,
        })),
      }),
  'Votre avis': rating,
})

const mine: Holding = {
  id: 'requests.request',
  until: 'request.anonymise',
  processing: 'demandes',
  title: 'Vos demandes, leurs messages et leurs pièces',
  tables: [
    'requests.request',
    'threads.message',
    'requests.rating',
    'requests.tracking',
    'requests.access',
    'requests.signature',
  ],
  async held(tx, personId) {
    const list = await heldRequests(tx, personId)
    return [...new Set(list.map(({ authorityId }) => authorityId))].map((authorityId) => {
      const own = list.filter((item) => item.authorityId === authorityId)
      return { authorityId, count: own.length, since: own[0]?.receivedAt ?? null, rows: own.map(exported) }
    })
  },
  async erase(tx, personId) {
    const name = await personName(tx, personId)
    if (name !== null) await eraseHelperName(tx, personId, name)
    return (await keptRequests(tx, personId)).map(({ authorityId, open, done }) => ({
      authorityId,
      erased: 0,
      kept: open + done,
      because: [
        open > 0 &&
          `${plural(open, 'demande en cours', 'demandes en cours')}\u00a0: la collectivité doit y répondre.`,
        done > 0 &&
          `${plural(done, 'demande terminée', 'demandes terminées')}\u00a0: la collectivité garde ce qu’elle a traité.`,
      ]
        .filter((text) => text !== false)
        .join(' '),
    }))
  },
}

const BEGUN: Record<string, string> = { saisie: 'Saisie commencée', lot: 'Texte pour plusieurs demandes' }

const draftsOf = (isResident: boolean, said: Pick<Holding, 'id' | 'processing' | 'title'>): Holding => ({
  ...said,
  tables: ['threads.draft'],
  async held(tx, personId) {
    const list = (await heldDrafts(tx, personId)).filter(({ writing }) => (writing === FOLLOW) === isResident)
    return [...new Set(list.map(({ authorityId }) => authorityId))].map((authorityId) => {
      const own = list.filter((item) => item.authorityId === authorityId)
      // Who calls is nobody's copy but theirs: of a call begun, the day and the service are told.
      const rows = own.map(({ ref, writing, typed, savedAt }) => ({
        Demande: ref ?? BEGUN[writing.split('/')[0] ?? ''] ?? writing,
        Message: typed.message,
        ...(isResident ? {} : { Note: typed.reason, 'Phrase pour la personne': typed.explanation }),
        'Gardé le': savedAt,
      }))
      return { authorityId, count: own.length, since: own[0]?.savedAt ?? null, rows }
    })
  },
  async erase(tx, personId) {
    return wholly(null, await deleteDraftsOf(tx, personId, isResident))
  },
})

const messages = draftsOf(true, {
  id: 'requests.message_draft',
  processing: 'demandes',
  title: 'Vos messages pas encore envoyés',
})
const drafts = draftsOf(false, {
  id: 'requests.draft',
  processing: 'guichet',
  title: 'Ce que vous écrivez comme agent, pas encore envoyé',
})

export const personal: readonly Holding[] = [mine, messages, drafts]
