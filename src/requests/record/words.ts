// Words of the desk for what the database names: channels, states, places.
import type { RequestRow } from './queries.ts'
import type { Channel } from './channel.ts'
import type { ToldHow } from './events.ts'

export const CHANNEL_LABELS: Record<Channel, string> = {
  web: 'Web',
  phone: 'Téléphone',
  desk: 'Guichet',
  letter: 'Courrier',
  mail: 'Courriel',
}

/** « reçue par le web », after the reference. */
export const CHANNEL_PHRASES: Record<Channel, string> = {
  web: 'par le web',
  phone: 'par téléphone',
  desk: 'au guichet',
  letter: 'par courrier',
  mail: 'par courriel',
}

export const PLACE_KINDS: Readonly<Record<string, string>> = {
  street: 'Rue ou place',
  cycleway: 'Piste cyclable',
  park: 'Parc ou jardin',
  school: 'École ou crèche',
  cemetery: 'Cimetière',
  private: 'Terrain privé',
}

/** What an act says to agents: nothing was sent to whom no mail leaves. */
export const actSaid = (agentSays: string, isMailed: boolean): string =>
  isMailed ? agentSays : agentSays.replace('envoyée à l’usager', 'déposée dans le suivi de l’usager')

const HOW_TOLD: Record<ToldHow, string> = { phone: 'par téléphone', other: 'autrement' }

/** « Personne prévenue par téléphone », of what an event says. */
export const toldSaid = (how: unknown): string =>
  `Personne prévenue ${HOW_TOLD[how as ToldHow] ?? HOW_TOLD.other}`

/** How a resident can be told something: agents must know when no mail will leave. */
export function reachText(
  request: Pick<RequestRow, 'contactEmail' | 'contactPhone' | 'contactAddress'>,
): string | null {
  const { contactEmail, contactPhone, contactAddress } = request
  if (contactEmail !== null) return null
  if (contactPhone !== null)
    return `Cette personne n’a pas donné d’adresse e-mail\u00a0: appelez le ${contactPhone}.`
  if (contactAddress !== null)
    return `Cette personne n’a donné ni adresse e-mail ni téléphone\u00a0: écrivez-lui (${contactAddress}).`
  return 'Cette personne n’a laissé aucun moyen de la joindre\u00a0: elle suit sa demande avec son numéro de suivi.'
}
