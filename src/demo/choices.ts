// What the town halls of the demonstration have chosen and decided: some inherit, some do not.
import type { Actor } from '#platform/actor.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { actorOfPerson } from '#people'
import type { Setting } from '#platform/house/settings.ts'
import { planChange, previewChange } from '#organisation'
import { addTemplate } from '#services'
import { choose } from '#settings'
import { addDays, localDay, territory } from '#territory'

interface Choice {
  key: string
  /** INSEE code of a commune; null: the metropolis. */
  commune: string | null
  service?: string
  typed: string
}

const BRON = '69029'

const CHOICES: readonly Choice[] = [
  {
    key: 'requests.receipt_note',
    commune: null,
    typed: 'En cas de danger immédiat, appelez le 112 sans attendre notre réponse.',
  },
  {
    key: 'requests.receipt_note',
    commune: BRON,
    service: 'question-a-votre-mairie',
    typed: 'L’accueil de la mairie vous répond aussi sans rendez-vous, du lundi au vendredi.',
  },
  {
    key: 'services.page_note',
    commune: '69283',
    typed:
      'Les services techniques de Mions changent d’adresse en décembre\u00a0: les visites reprennent le 4 janvier.',
  },
  {
    key: 'requests.text_mail_receipt',
    commune: BRON,
    typed:
      'La mairie de Bron a bien reçu votre demande {numéro}\n\nBonjour {nom},\n\nMerci d’avoir écrit à la mairie. {accusé de réception}\n\n{pourquoi ce service}\n\nVous pouvez nous écrire à tout moment depuis le suivi\u00a0: inutile d’envoyer une autre demande.',
  },
  { key: 'directory.opened_metropolis', commune: null, typed: 'responsables' },
  { key: 'directory.opened', commune: BRON, typed: 'services' },
  { key: 'requests.asks_rating', commune: '69266', typed: 'non' },
  {
    key: 'services.text_prepare',
    commune: BRON,
    service: 'occuper-la-rue-pour-des-travaux',
    typed:
      'Les dates du chantier\nUn plan ou une photo de l’emplacement\nL’attestation d’assurance de l’entreprise, que Bron demande',
  },
  {
    key: 'services.text_cost',
    commune: BRON,
    service: 'occuper-la-rue-pour-des-travaux',
    typed: 'Gratuit la première semaine, puis 2,40 € par mètre carré et par semaine.',
  },
  {
    key: 'extranet.text_help_desks',
    commune: null,
    typed:
      'Informatique | poste 5800 | sos-informatique@metropole.example | metropole | sos-informatique\nBadges | bureau 014 | badges@metropole.example | | badge-d-acces\nRessources humaines | poste 5820 | | centre-de-contact | demander-un-conge',
  },
  {
    key: 'extranet.text_help_desks',
    commune: BRON,
    typed: 'Informatique de la mairie | poste 21 | | mairie\nClés et badges | accueil, rez-de-chaussée',
  },
  {
    key: 'publishing.text_themes',
    commune: null,
    typed:
      'Vie des territoires\nVoirie et déplacements\nDéchets et propreté\nEau et environnement\nDéveloppement durable\nHabitat et urbanisme\nSolidarités et santé\nÉducation et jeunesse\nCulture et sport\nÉconomie et emploi\nMoyens et ressources\nRessources humaines\nSanté et sécurité au travail\nNumérique',
  },
  {
    key: 'sections.text_sections',
    commune: null,
    typed:
      'Ressources humaines | Congés, télétravail, formation, carrière. | | demander-un-conge | Ressources humaines; Direction des ressources humaines\nSanté et sécurité | Prévenir, signaler, se faire aider. | Santé et sécurité au travail | travaux-dans-les-locaux | Ressources humaines; Direction des moyens généraux\nNumérique | Postes, logiciels, accès, bonnes pratiques. | | sos-informatique | Informatique; Direction du numérique\nLocaux et déplacements | Bâtiments, salles, véhicules, badges. | Moyens et ressources | badge-d-acces; salle-de-reunion; travaux-dans-les-locaux; vehicule-de-service | Badges; Direction des moyens généraux',
  },
  {
    key: 'sections.text_sections',
    commune: BRON,
    typed:
      'Vie de la mairie | Ce qui change à l’hôtel de ville, et ce que la Métropole prête. | Moyens et ressources | salle-de-reunion | Informatique de la mairie; Clés et badges',
  },
  { key: 'services.delay_solution', commune: BRON, service: 'question-a-votre-mairie', typed: '8' },
]

/** Who administers the town hall, else whoever administers the metropolis. */
export const administratorOf = (tx: Read, commune: string | null): Promise<Actor> =>
  actorAt(tx, commune === BRON ? 'admin.bron@parvis.example' : 'admin@parvis.example')

/** Somebody of the demonstration, by their address. @throws Error when nobody has it */
export async function actorAt(tx: Read, own: string): Promise<Actor> {
  const { id } = await tx.q
    .selectFrom('accounts.person')
    .select('id')
    .where('email', '=', own)
    .executeTakeFirstOrThrow()
  const actor = await actorOfPerson(tx, id)
  if (actor === null) throw new Error(`demo: nobody is ${own}`)
  return actor
}

/** Chooses them. @throws Error when one names a setting that no module declares */
export async function chooseSettings(tx: Write, settings: readonly Setting[]): Promise<void> {
  const place = await territory(tx)
  for (const { key, commune, service, typed } of CHOICES) {
    const setting = settings.find((item) => item.key === key)
    if (setting === undefined) throw new Error(`no setting « ${key} »`)
    const authority = commune === null ? place.metropolis : place.authorityByCode(commune)
    if (authority === undefined) throw new Error(`no commune ${commune}`)
    await choose(
      { ...tx, actor: await administratorOf(tx, commune) },
      setting,
      { authorityId: authority.id, unitId: null, serviceSlug: service ?? null },
      typed,
    )
  }
}

/** A reply of Bron’s own, beside those of the territory. */
export async function writeTemplate(tx: Write): Promise<void> {
  const authorityId = (await territory(tx)).authorityByCode(BRON)?.id
  if (authorityId === undefined) throw new Error('demo: no Bron')
  await addTemplate(
    { ...tx, actor: await administratorOf(tx, BRON) },
    {
      authorityId,
      title: 'Bron\u00a0: passer à la Maison des services',
      transition: 'reply',
      text: 'Bonjour {civility} {name},\n\nPour votre demande {reference}, vous pouvez passer à la Maison des services de Bron, sans rendez-vous\u00a0: {{jours et heures}}. Apportez ce numéro, un agent retrouve tout.\n\n{agent}, {unit}',
    },
  )
}

/** Days from the loading of the demonstration. */
const AHEAD = 60

/** A reorganisation that its day will do: one to look at, and to drop. @throws Error when the territory has not those units */
export async function decideReorganisation(tx: Write): Promise<void> {
  const place = await territory(tx)
  const idOf = (code: string): number => {
    const unit = place.unitsOf(place.metropolis.id).find((one) => one.code === code)
    if (unit === undefined) throw new Error(`demo: no unit ${code}`)
    return unit.id
  }
  const acting = { ...tx, actor: await administratorOf(tx, null) }
  const id = await previewChange(acting, {
    authorityId: place.metropolis.id,
    kind: 'close',
    units: [idOf('signalisation')],
    target: idOf('voirie-centre'),
    day: addDays(localDay(tx.now, place.zone), AHEAD),
  })
  await planChange(acting, id)
}
