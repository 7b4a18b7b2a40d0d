// What authorities say of themselves, and the form that changes it.
import { z } from 'zod'
import { html } from '#platform/html.ts'
import { redirect } from '#platform/http/route.ts'
import { field, lineOf, words } from '#platform/screens/field.ts'
import { type FormScreen, formOf } from '#platform/screens/form.ts'
import { listOf } from '#platform/screens/list.ts'
import {
  administeredAuthorities,
  type Authority,
  awaitedNotices,
  changeAuthority,
  counterAddress,
  paleColour,
  ratioText,
  saidOfAuthority,
  territory,
} from '#territory'
import { AUTHORITIES, AUTHORITY, authorityHref } from '../units/addresses.ts'
import { asked } from './asked.ts'
import { coloursTried } from './colours.ts'

/** GET /administration/organisation/collectivites */
export const authoritiesList = listOf<Authority>({
  at: AUTHORITIES,
  action: 'authority.read',
  title: 'Collectivités',
  one: 'collectivité',
  several: 'collectivités',
  intro: html`<p class="reading">Ce que chacune dit d’elle-même sur son guichet&nbsp;: son nom, où la joindre, ses couleurs.</p>`,
  columns: [
    {
      label: 'Collectivité',
      text: ({ name }) => name,
      cell: ({ name, slug }) => html`<a href="${authorityHref(slug)}">${name}</a>`,
      sort: { name: 'nom', by: ({ name }) => name },
    },
    { label: 'Téléphone', text: ({ profile }) => profile.phone ?? '' },
    { label: 'Adresse e-mail', text: ({ profile }) => profile.email ?? '' },
    { label: 'Adresse', text: ({ profile }) => profile.address ?? '' },
  ],
  filters: [
    {
      name: 'q',
      label: 'Mots',
      placeholder: 'Nom, adresse',
      in: ({ name, profile }) => [name, profile.address ?? ''],
    },
  ],
  id: ({ id }) => id,
  size: 100,
  rows: async (tx) => administeredAuthorities(tx, await territory(tx)),
  empty: { title: 'Aucune collectivité' },
  export: 'collectivites',
})

const optional = (type: z.ZodType<string>) => z.literal('').or(type)
const FORMAT = /^#[0-9a-f]{6}$/i
// A colour that nobody could read is said with the faults of the other fields, not after them.
const colour = optional(
  z
    .string()
    .trim()
    .superRefine((text, context) => {
      const message = FORMAT.test(text) ? paleColour(text) : 'Écrivez une couleur comme #0b5a6b.'
      if (message !== null) context.addIssue({ code: 'custom', message })
    })
    .toLowerCase(),
)
// Whose last part begins with a letter: otherwise it is the address of a machine (127.0.0.1, 0x7f.1), which no DNS leads anywhere.
const HOST = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])?$/

const form = formOf({
  name: field({
    label: 'Nom',
    control: 'line',
    type: lineOf(80).refine((text) => text.length > 2, 'Écrivez le nom de la collectivité.'),
  }),
  address: field({ label: 'Adresse', optional: true, control: 'line', type: lineOf(200) }),
  phone: field({
    label: 'Téléphone',
    optional: true,
    medium: true,
    control: 'line',
    type: optional(
      z
        .string()
        .trim()
        .regex(/^[+0-9][0-9 .()-]{5,24}$/, 'Écrivez un numéro, comme 04 65 71 00 58.'),
    ),
  }),
  email: field({
    label: 'Adresse e-mail',
    optional: true,
    medium: true,
    control: 'line',
    type: optional(z.email('Écrivez une adresse comme mairie@bron.example.')),
  }),
  website: field({
    label: 'Site',
    optional: true,
    control: 'url',
    type: optional(z.url({ protocol: /^https?$/, error: 'Écrivez une adresse qui commence par https://.' })),
  }),
  openingText: field({
    label: 'Horaires, en une phrase',
    hint: 'Rien\u00a0: ils sont lus du calendrier de l’accueil.',
    optional: true,
    control: 'line',
    type: lineOf(200),
  }),
  brand: field({
    label: 'Couleur',
    hint: 'Comme #0b5a6b. Il faut 7:1 sur blanc, pour que tout le monde puisse lire.',
    optional: true,
    medium: true,
    control: 'line',
    type: colour,
  }),
  brandStrong: field({
    label: 'Couleur des fonds',
    hint: 'Comme #083f4a. Il faut 7:1 sur blanc pour elle aussi\u00a0: plus foncée que la première, elle s’en distingue.',
    optional: true,
    medium: true,
    control: 'line',
    type: colour,
  }),
  hosts: field({
    label: 'Noms de son guichet sur le réseau',
    hint: 'Un par ligne, comme guichet.bron.fr. Chacun demande une entrée DNS et un certificat\u00a0: Parvis l’essaie toutes les cinq minutes et y mène dès qu’il répond. Sans nom qui réponde, une commune a son guichet sur celui de la métropole.',
    optional: true,
    control: 'text',
    rows: 2,
    type: words.refine(
      (hosts) => hosts.every((host) => HOST.test(host)),
      'Écrivez un nom par ligne, comme guichet.bron.fr.',
    ),
  }),
})

/** GET and POST /administration/organisation/collectivites/:collectivite */
export const authorityChange: FormScreen<typeof form.fields> = {
  at: AUTHORITY,
  action: 'authority.change',
  title: 'Modifier une collectivité',
  form,
  button: 'Enregistrer',
  back: { href: AUTHORITIES, label: 'Revenir aux collectivités' },
  async shown(tx, ctx) {
    const place = await territory(tx)
    const authority = await asked(tx, ctx)
    const { hosts, ...said } = saidOfAuthority(authority, place.hostsOf(authority.id))
    const without = administeredAuthorities(tx, place).some(({ id }) => id === place.metropolis.id)
      ? []
      : ['hosts']
    const ratios = [said.brand, said.brandStrong].filter((one) => one !== '').map(ratioText)
    const colours = ratios.length > 0 && html` Ses couleurs atteignent ${ratios.join(' et ')} sur blanc.`
    return {
      title: authority.name,
      intro: html`${!without.includes('hosts') && awaitedNotices(ctx.config.publicUrl, place, authority)}<p class="reading">Ce qui est enregistré se voit aussitôt sur <a href="${counterAddress(ctx.config.publicUrl, place, authority)}">son guichet</a>.${colours} Son <a href="${authorityHref(authority.slug)}/logo">logo</a> et ses <a href="/administration/informations">informations</a> ont leur page.</p>`,
      typed: { ...said, hosts: (hosts ?? []).join('\n') },
      version: authority.version,
      without,
    }
  },
  warned: async (tx, said, ctx) => coloursTried(await asked(tx, ctx), said),
  async act(tx, said, ctx, version) {
    const authority = await asked(tx, ctx)
    await changeAuthority(tx, authority.id, version, said, new URL(ctx.config.publicUrl).hostname)
    return redirect(AUTHORITIES, `${authority.name}\u00a0: c’est enregistré, et visible sur son guichet.`)
  },
}
