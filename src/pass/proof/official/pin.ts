// GET and POST …/signataire: the certificate by which official lists must be signed is pinned, or taken away.
import type { Command } from '#definitions'
import { bodyOf, writeCommands, writtenOf } from '#drafting'
import { BadInput } from '#platform/errors.ts'
import { redirect } from '#platform/http/route.ts'
import { field, lineOf } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { adminForm } from '#territory'
import { certificateIn, maySign } from '../document/trust-list.ts'
import { TRUST } from '../document/trust-kind.ts'
import { addressOf, HERE } from '../document/trust-page.ts'

const wrong = (message: string) => new BadInput([{ field: 'certificat', message }])

export const pinned = adminForm({
  at: `${HERE}/:liste/signataire`,
  action: 'definition.draft',
  title: 'Épingler le certificat qui signe la liste officielle',
  form: formOf({
    certificat: field({
      label: 'Certificat',
      hint: 'Demandez-le à qui publie la liste, et comparez son empreinte avec celle qu’il vous dit de vive voix. Sans lui, aucune liste n’est prise. Vide\u00a0: aucun n’est épinglé.',
      control: 'text',
      rows: 8,
      optional: true,
      type: lineOf(8000),
    }),
  }),
  button: 'Garder dans le brouillon',
  back: { href: `${HERE}/:liste`, label: 'Revenir à la liste' },
  async shown(tx, { params }) {
    const written = await writtenOf(tx, { kind: TRUST, id: params.liste ?? '' })
    return { version: written.edition, typed: { certificat: bodyOf(written).signer ?? '' } }
  },
  async act(tx, { certificat }, { params }, seen) {
    const name = { kind: TRUST, id: params.liste ?? '' }
    const { signer } = bodyOf(await writtenOf(tx, name))
    const certificate = certificat === '' ? null : certificateIn(certificat)
    if (certificat !== '' && certificate === null)
      throw wrong('Ce n’est pas un certificat (X.509). Collez-le en entier.')
    if (certificate !== null && !maySign(certificate))
      throw wrong(
        'Ce certificat ne peut pas signer une liste\u00a0: RSA de 2\u00a0048 bits au moins, ou une courbe.',
      )
    if (certificate === (signer ?? null)) return redirect(addressOf(name.id), 'Rien n’a changé.')
    const at = ['signer']
    const command: Command = certificate === null ? { do: 'remove', at } : { do: 'set', at, to: certificate }
    await writeCommands(tx, name, [command], seen)
    return redirect(addressOf(name.id), 'Gardé dans le brouillon\u00a0: relisez, puis publiez.')
  },
})
