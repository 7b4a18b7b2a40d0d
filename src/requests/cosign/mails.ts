// The mails of a second signature. No word of them is free: names are letters, the rest is the form’s or ours. Why it is refused is read
// on the draft: whoever asks types any address as theirs, and anybody answers; both would write through us to whom they like.
import { isName } from '#forms'
import { typo } from '#platform/ui/french.ts'
import type { OutgoingMail } from '#platform/mail/outbox.ts'

export type Letter = Pick<OutgoingMail, 'subject' | 'title' | 'paragraphs' | 'footer' | 'site'>

export interface About {
  site: { name: string }
  /** Title of the service. */
  service: string
  /** Name of whoever asks, as they typed it. */
  by: string
  /** Name of whoever signs too, and as whom. */
  name: string
  signsAs: string
}

/** What anybody types is no way to write to anybody. */
export const saidName = (name: string): string =>
  isName(name.trim()) && name.length <= 100 ? name.trim() : 'Une personne'

/** @param until the last day on which the link serves */
export function toSignMail(
  { site, service, by, name, signsAs }: About,
  until: string,
  isReminder: boolean,
): Letter {
  const who = saidName(by)
  return {
    site,
    subject: `${isReminder ? 'Rappel\u00a0: ' : ''}${who} vous demande de signer\u00a0: ${service}`,
    title: isReminder ? 'Votre signature est toujours attendue' : `${who} vous demande de signer`,
    paragraphs: [
      `Bonjour ${name},`,
      `${who} a rempli «\u00a0${service}\u00a0» et vous y nomme\u00a0: ${typo(signsAs)}. La demande part quand vous l’avez signée.`,
      'Le lien montre les réponses\u00a0; il ne signe rien. Vous signez ensuite en écrivant votre nom, ou vous refusez en disant pourquoi. Il n’y a pas besoin de compte.',
      `Il sert jusqu’au ${until}, et à vous seulement\u00a0: ne le transmettez pas.`,
    ],
    footer:
      'Vous ne connaissez pas cette personne\u00a0? N’ouvrez rien et ne répondez pas\u00a0: sans votre signature, la demande ne part pas.',
  }
}

export function refusedMail({ site, service, name }: About): Letter {
  return {
    site,
    subject: `${name} ne signe pas votre demande\u00a0: ${service}`,
    title: `${name} ne signe pas votre demande`,
    paragraphs: [
      `Votre demande «\u00a0${service}\u00a0» n’est pas partie. ${name} a dit pourquoi\u00a0: lisez-le en ouvrant votre brouillon.`,
      'Vos réponses sont gardées. Changez ce qu’il faut, puis demandez à nouveau la signature, à la même personne ou à une autre.',
    ],
    footer: 'Nous vous écrivons parce que vous avez demandé une seconde signature.',
  }
}

export function silentMail({ site, service, name }: About, days: number): Letter {
  return {
    site,
    subject: `${name} n’a pas répondu\u00a0: ${service}`,
    title: `${name} n’a pas signé votre demande`,
    paragraphs: [
      `Votre demande «\u00a0${service}\u00a0» n’est pas partie\u00a0: ${name} n’a pas répondu en ${days} jours, et son lien ne sert plus.`,
      'Vos réponses sont gardées. Demandez à nouveau la signature, à la même personne ou à une autre.',
    ],
    footer: 'Nous vous écrivons parce que vous avez demandé une seconde signature.',
  }
}

export function stuckMail({ site, service }: About, why: string): Letter {
  return {
    site,
    subject: `Votre demande est signée et n’est pas partie\u00a0: ${service}`,
    title: 'Votre demande est signée, et n’est pas partie',
    paragraphs: [
      why,
      'Vos réponses sont gardées\u00a0: ouvrez votre brouillon pour voir ce qui manque, ou appelez-nous.',
    ],
    footer: 'Nous vous écrivons parce que vous avez demandé une seconde signature.',
  }
}

export interface Left {
  site: { name: string }
  service: string
  ref: string
  /** « 24 novembre 2026 à 14 h 32 » */
  at: string
  name: string
  signsAs: string
  digest: string
}

/** To whoever signed too: that it left, and what they signed. The code that opens it is the other person’s. */
export function leftMail({ site, service, ref, at, name, signsAs, digest }: Left): Letter {
  return {
    site,
    subject: `Demande ${ref}\u00a0: elle est partie avec votre signature`,
    title: 'La demande que vous avez signée est partie',
    paragraphs: [
      `Nous avons reçu «\u00a0${service}\u00a0» le ${at}, sous la référence ${ref}. Vous l’avez signée ainsi\u00a0: ${name}, ${typo(signsAs)}.`,
      `Empreinte des réponses que vous avez signées (SHA-256)\u00a0: ${digest}. Les réponses gardées ont la même.`,
      'Qui a fait la demande reçoit l’accusé de réception, avec les dates promises et de quoi la suivre.',
    ],
    footer: 'Nous vous écrivons parce que vous avez signé cette demande.',
  }
}
