// Mails about the code on paper, to whoever has an address all the same. Neither number nor code is ever in one.
import type { Write } from '#platform/db/db.ts'
import type { OutgoingMail } from '#platform/mail/outbox.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { personEmail } from '#people'
import { PAPER } from '../entry/kinds.ts'
import { warn } from '../entry/warn.ts'

const FACTS = {
  used: [
    'Votre compte a été ouvert avec le code sur papier',
    'Quelqu’un, sans doute vous, vient d’ouvrir votre compte avec votre numéro de compte et votre code sur papier.',
  ],
  replaced: [
    'Un nouveau code sur papier a été fait',
    'Un agent vient de faire un nouveau code sur papier pour votre compte, à un guichet. L’ancien code ne fonctionne plus, et vos appareils sont déconnectés.',
  ],
  revoked: [
    'Votre code sur papier ne fonctionne plus',
    'Vous avez renoncé à votre code sur papier. Votre compte s’ouvre désormais sans lui.',
  ],
} as const satisfies Record<string, readonly [string, string]>

/** Tells the person what happened to the paper. Act as the system. */
export async function tellPerson(
  tx: Write,
  personId: number,
  fact: keyof typeof FACTS,
  writer: Writer,
): Promise<void> {
  const { site, origin } = writer
  const [title, text] = FACTS[fact]
  const mail: Omit<OutgoingMail, 'to'> = {
    site,
    subject: title,
    title,
    paragraphs: [
      text,
      'Ce n’est pas vous\u00a0? Changez tout de suite votre mot de passe, puis prévenez un guichet.',
    ],
    action: { label: 'Voir la sécurité de mon compte', url: `${origin}/compte/securite` },
    footer: 'Nous écrivons quand la manière d’ouvrir votre compte change.',
  }
  await warn(tx, { personId, email: await personEmail(tx, personId) }, writer, { kind: PAPER, mail })
}
