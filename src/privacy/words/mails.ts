// The mails of privacy, in words.
import type { Writer } from '#platform/mail/writer.ts'
import { type Noun, the } from '#platform/french/noun.ts'
import type { AccessEntry } from '#platform/ledger/audit.ts'
import type { OutgoingMail } from '#platform/mail/outbox.ts'
import { capital, dateTime } from '#platform/ui/french.ts'
import { actWords, roleWords } from './words.ts'

type Content = Omit<OutgoingMail, 'to'>

/** To the administrators of an authority: what, when, by which role; the person is not named. */
export const unknownAccessMail = ({ site, origin }: Writer, entry: AccessEntry, zone: string): Content => ({
  site,
  subject: 'Un accès n’est pas reconnu',
  title: 'Un habitant ne reconnaît pas un accès à son dossier',
  paragraphs: [
    'Vérifiez que cet accès était nécessaire au service. S’il ne l’était pas, prévenez votre délégué à la protection des données\u00a0: une violation se notifie à la CNIL sous 72\u00a0heures (RGPD, article 33).',
  ],
  facts: [
    ['Le', dateTime(entry.at, zone)],
    ['Rôle', roleWords(entry.role)],
    ['Quoi', actWords(entry)],
    ['Numéro de l’accès', String(entry.id)],
  ],
  action: { label: 'Voir les accès signalés', url: `${origin}/administration/acces-signales` },
  footer: 'Vous administrez cette collectivité.',
})

/** To the person: what was found about the access they did not recognise. */
export const incidentAnswerMail = (
  { site, origin }: Writer,
  incident: Pick<AccessEntry, 'at' | 'role' | 'kind' | 'object'> & { finding: string },
  authority: Noun,
  zone: string,
): Content => ({
  site,
  subject: 'L’accès que vous ne reconnaissiez pas a été vérifié',
  title: `${capital(the(authority))} a vérifié l’accès que vous ne reconnaissiez pas`,
  paragraphs: incident.finding.split(/\n+/),
  facts: [
    ['Le', dateTime(incident.at, zone)],
    ['Rôle', roleWords(incident.role)],
    ['Quoi', actWords(incident)],
  ],
  action: { label: 'Voir qui a ouvert mon dossier', url: `${origin}/compte/donnees/acces` },
  footer:
    'Vous avez signalé un accès à votre dossier. Cette réponse ne vous suffit pas\u00a0? Écrivez au délégué à la protection des données, ou à la CNIL.',
})

/** The certificate of an erasure, to the address that is being erased. */
export const certificateMail = (
  { site, origin }: Writer,
  lines: readonly string[],
  token: string,
): Content => ({
  site,
  subject: 'Votre compte est fermé',
  title: 'Votre compte est fermé, vos données sont effacées',
  paragraphs: [
    ...lines,
    'Le certificat dit aussi quels sites connectés ont été prévenus. Gardez ce lien\u00a0: il ne demande pas de compte.',
    'Ce message est le dernier. Nous l’effaçons de nos serveurs avec les autres courriels envoyés.',
  ],
  action: { label: 'Voir le certificat', url: `${origin}/effacement?jeton=${token}` },
  footer: 'Vous venez de fermer votre compte.',
})
