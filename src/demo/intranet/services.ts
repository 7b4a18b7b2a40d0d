// What agents of the demonstration asked of their employer these days: sent through the real verb, waiting at the desk.
import type { Answers } from '#forms'
import { type Actor, system } from '#platform/actor.ts'
import type { Database, Read } from '#platform/db/db.ts'
import { submitRequest } from '#requests'
import { addDays, type Day, localDay, territory } from '#territory'

interface Teller {
  db: Database
  /** The same, on another day. */
  onDay: (daysAgo: number) => Database
  actorOf: (tx: Read, email: string) => Promise<Actor>
}

interface Asked {
  by: string
  service: string
  daysAgo: number
  /** INSEE code of where they work. */
  at: string
  address: string
  answers: (today: Day) => Answers
}

const ASKED: readonly Asked[] = [
  {
    ...{ by: 'malo.vauzelle', service: 'demander-un-conge', daysAgo: 2, at: '69029', address: '' },
    answers: (today) => ({
      ...{ kind: 'annual', from: addDays(today, 22), to: addDays(today, 33) },
      ...{ subject: 'Congé d’hiver, deux semaines', details: 'Nora Gerland me remplace.' },
    }),
  },
  {
    ...{ by: 'nora.gerland', service: 'demander-un-conge', daysAgo: 1, at: '69383', address: '' },
    answers: (today) => ({
      ...{ kind: 'rtt', from: addDays(today, 12), to: addDays(today, 12) },
      subject: 'Une journée de RTT',
    }),
  },
  {
    ...{ by: 'gaspard.archives', service: 'travaux-dans-les-locaux', daysAgo: 3, at: '69382' },
    address: '4, rue des Archives, 69002 Lyon',
    answers: () => ({
      ...{ room: 'Magasin 3, rez-de-chaussée', kind: 'water', subject: 'Une goutte au plafond du magasin 3' },
      details: 'Depuis lundi, au-dessus de la travée 12. Les boîtes sont déplacées.',
    }),
  },
  {
    ...{ by: 'lise.arbres', service: 'vehicule-de-service', daysAgo: 1, at: '69383', address: '' },
    answers: (today) => ({
      ...{ day: addDays(today, 5), hours: 'De 8 h 30 à 12 h', kind: 'van', seats: '2' },
      subject: 'Relevé des platanes du cours, avec l’échelle',
    }),
  },
  {
    ...{ by: 'agent.bron', service: 'salle-de-reunion', daysAgo: 1, at: '69383', address: '' },
    answers: (today) => ({
      ...{ day: addDays(today, 9), hours: 'De 14 h à 16 h 30', people: '20', needs: ['screen', 'loop'] },
      subject: 'Réunion des accueils de l’est',
    }),
  },
  {
    ...{ by: 'hugo.saone', service: 'badge-d-acces', daysAgo: 3, at: '69383', address: '' },
    answers: (today) => ({
      ...{ kind: 'broken', day: addDays(today, 4), subject: 'Le badge n’ouvre plus le dépôt' },
      details: 'Dépôt nord, portail et vestiaire.',
    }),
  },
  {
    ...{ by: 'sacha.habitat', service: 'sos-informatique', daysAgo: 1, at: '69383', address: '' },
    answers: () => ({
      ...{ about: 'business', blocked: 'partly', subject: 'Le logiciel des permis se ferme tout seul' },
      details: 'À chaque impression d’un arrêté, depuis la mise à jour de mardi.',
    }),
  },
]

export async function tellServices({ db, onDay, actorOf }: Teller): Promise<void> {
  for (const { by, service, daysAgo, at, address, answers } of ASKED) {
    const email = `${by}@parvis.example`
    const agent = await db.read(system, (tx) => actorOf(tx, email))
    await onDay(daysAgo).write(agent, async (tx) => {
      const today = localDay(tx.now, (await territory(tx)).zone)
      const contact = { name: agent.label, email }
      await submitRequest(tx, {
        ...{ draftId: null, serviceSlug: service, channel: 'web', enteredUnitId: null },
        residentId: agent.personId,
        answers: { place: { commune: at, address }, ...answers(today), ...contact },
      })
    })
  }
}
