// The screens of whoever keeps spaces: one of them, opened, changed, closed, a group let in, a wish answered.
import { z } from 'zod'
import { NotFound } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { type Context, page, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { field, lineOf } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { linkButton } from '#platform/ui/button.ts'
import { facts, prose } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { longDate } from '#platform/ui/french.ts'
import { historyPanel } from '#platform/ui/history.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { adminForm, adminFrame, adminList, storyOf, territory } from '#territory'
import { membersForms, roleField } from '../members/forms.ts'
import { admissionsPanel, membersPanel } from '../members/panel.ts'
import { asked, backTo, KEEPING, KEPT, pageOf } from '../members/place.ts'
import { LIFE, SPACE_SUBJECT } from '../record/events.ts'
import { idOf } from '../record/frame.ts'
import { JOININGS, KINDS } from '../record/kinds.ts'
import { admitGroup, changeSpace, closeSpace, grant, openSpace, refuse, wishOf } from '../record/write.ts'
import { changeForm, groupChoices, keptAuthorities, newForm, typedAuthority, typedGroup } from './form.ts'
import { list } from './list.ts'

const action = 'space.keep'
const MOST_TOLD = 40
const toList = { href: KEPT, label: 'Tous les espaces' }

const opening = adminForm({
  at: `${KEPT}/nouveau`,
  action,
  title: 'Ouvrir un espace',
  form: newForm,
  button: 'Ouvrir l’espace',
  back: toList,
  async shown(tx) {
    const groups = await groupChoices(tx, null)
    const own = await keptAuthorities(tx)
    const authority = own.map(({ slug, name }): [string, string] => [slug, name])
    return {
      typed: { kind: 'project', joining: 'invited', authority: own[0]?.slug ?? '' },
      choices: { authority, members: groups, moderators: groups },
      intro: html`<p class="reading">Il commence avec les dossiers de son genre. Il vous faut en être pour y lire&nbsp;: l’administrer ne suffit pas.</p>`,
    }
  },
  async act(tx, typed) {
    const authorityId = await typedAuthority(tx, typed.authority)
    const members = await typedGroup(tx, typed.members, authorityId, 'members')
    const moderators = await typedGroup(tx, typed.moderators, authorityId, 'moderators')
    const bodyId = members?.kind === 'body' ? members.holderId : null
    const id = await openSpace(tx, { ...typed, authorityId, bodyId }, [
      ...(members === null ? [] : [{ ...members, role: 'contributor' as const }]),
      ...(moderators === null || typed.members === typed.moderators
        ? []
        : [{ ...moderators, role: 'moderator' as const }]),
    ])
    return redirect(`${KEPT}/${id}`, 'L’espace est ouvert.')
  },
})

const showSpace = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const space = await asked(KEEPING, tx, ctx)
    const { zone, authority } = await territory(tx)
    const at = pageOf(KEEPING, space)
    const isOpen = space.closedAt === null
    const ways = [
      linkButton('Changer ce qu’il dit de lui', `${at}/modifier`, { kind: 'quiet' }),
      linkButton(
        isOpen ? 'Fermer l’espace' : 'Rouvrir l’espace',
        `${at}/${isOpen ? 'fermeture' : 'reouverture'}`,
        {
          kind: 'quiet',
        },
      ),
    ]
    const known = facts([
      ['Genre', KINDS[space.kind].label],
      ['De', authority(space.authorityId).name],
      ['À quoi il sert', space.purpose],
      ['On y entre', JOININGS[space.joining].label],
      ['Ouvert le', longDate(space.openedAt, zone)],
      ['Fermé le', space.closedAt !== null && longDate(space.closedAt, zone)],
      ['Page de présentation', space.presentation !== '' && html`${prose(space.presentation)}`],
    ])
    const story = (await storyOf(tx, SPACE_SUBJECT, space.id))
      .filter(({ name }) => Object.hasOwn(LIFE, name))
      .toReversed()
      .slice(0, MOST_TOLD)
    const told = story.map(({ at: when, actorLabel, name }) => ({
      at: when,
      by: actorLabel,
      said: LIFE[name as keyof typeof LIFE],
    }))
    const main = html`<div class="stack desk-form"><h1>${space.name}</h1>${panel('L’espace', html`${known}<div class="row">${ways}</div>`)}
      ${await admissionsPanel(tx, space, KEEPING)}${await membersPanel(tx, space)}${historyPanel(told, zone)}
      <p><a href="${KEPT}">Tous les espaces</a></p></div>`
    return page(agentPage(await adminFrame(ctx, tx), { title: space.name, main, current: KEPT }))
  })

const changing = adminForm({
  at: `${KEEPING.at}/modifier`,
  action,
  title: 'Changer un espace',
  form: changeForm,
  button: 'Enregistrer',
  back: backTo(KEEPING),
  async shown(tx, ctx) {
    const { name, purpose, joining, presentation, quota, version } = await asked(KEEPING, tx, ctx)
    return { version, typed: { name, purpose, joining, presentation, quota: String(quota) } }
  },
  async act(tx, typed, ctx, version) {
    const space = await asked(KEEPING, tx, ctx)
    await changeSpace(tx, space.id, version, typed)
    return redirect(pageOf(KEEPING, space), 'C’est enregistré.')
  },
})

const ending = (isClosed: boolean) =>
  adminForm({
    at: `${KEEPING.at}/${isClosed ? 'fermeture' : 'reouverture'}`,
    action,
    title: isClosed ? 'Fermer un espace' : 'Rouvrir un espace',
    form: formOf({}),
    button: isClosed ? 'Fermer l’espace' : 'Rouvrir l’espace',
    back: backTo(KEEPING),
    async shown(tx, ctx) {
      const space = await asked(KEEPING, tx, ctx)
      if ((space.closedAt !== null) === isClosed) throw new NotFound()
      return {
        title: `${isClosed ? 'Fermer' : 'Rouvrir'}\u00a0: ${space.name}`,
        intro: html`<p class="reading">${
          isClosed
            ? 'Ses membres continuent de le lire, et n’y écrivent plus\u00a0: ce qui y est proposé redevient un brouillon. Un an après, il est archivé\u00a0: plus personne ne le lit. Il est effacé ensuite, comme le dit le registre des traitements.'
            : 'Ses membres y écrivent de nouveau.'
        }</p>`,
      }
    },
    async act(tx, _, ctx) {
      const space = await asked(KEEPING, tx, ctx)
      await closeSpace(tx, space.id, isClosed)
      return redirect(pageOf(KEEPING, space), isClosed ? 'L’espace est fermé.' : 'L’espace est rouvert.')
    },
  })

const group = adminForm({
  at: `${KEEPING.at}/groupe`,
  action,
  title: 'Faire entrer un groupe',
  form: formOf({
    group: field({
      label: 'Groupe',
      hint: 'Ceux qui en sont chaque jour\u00a0: qui arrive entre, qui part sort, le jour même.',
      control: { list: [], seek: 'Chercher une instance, une unité, une collectivité' },
      type: z.string().min(1, 'Choisissez un groupe.'),
    }),
    role: roleField,
  }),
  button: 'Faire entrer',
  back: backTo(KEEPING),
  async shown(tx, ctx) {
    const { authorityId } = await asked(KEEPING, tx, ctx)
    return { typed: { role: 'contributor' }, choices: { group: await groupChoices(tx, authorityId) } }
  },
  async act(tx, { group: typed, role }, ctx) {
    const space = await asked(KEEPING, tx, ctx)
    const found = await typedGroup(tx, typed, space.authorityId, 'group')
    if (found !== null) await admitGroup(tx, space.id, { ...found, role })
    return redirect(pageOf(KEEPING, space), 'Le groupe est entré.')
  },
})

const YES = 'yes'
const wished = adminForm({
  at: `${KEPT}/souhaits/:souhait`,
  action,
  title: 'Répondre à une demande d’espace',
  form: formOf({
    answer: field({
      label: 'Votre réponse',
      control: [
        [YES, 'Ouvrir cet espace', 'Qui l’a demandé l’anime, et y fait entrer les autres.'],
        ['no', 'Ne pas l’ouvrir', 'Dites pourquoi.'],
      ],
      type: z.enum([YES, 'no'], { error: 'Choisissez une réponse.' }),
    }),
    because: field({
      label: 'Pourquoi, si vous ne l’ouvrez pas',
      optional: true,
      control: 'text',
      rows: 3,
      type: lineOf(600),
    }),
  }),
  button: 'Répondre',
  back: toList,
  async shown(tx, ctx) {
    const { name, purpose, byName, kind } = await wishOf(tx, idOf(ctx, 'souhait'))
    return {
      title: `Un espace est demandé\u00a0: ${name}`,
      intro: facts([
        ['Demandé par', byName],
        ['Genre', KINDS[kind].label],
        ['À quoi il servira', purpose],
      ]),
    }
  },
  async act(tx, { answer, because }, ctx) {
    const id = idOf(ctx, 'souhait')
    if (answer === YES) {
      const { authorityId, kind, name, purpose } = await wishOf(tx, id)
      const joining = 'invited' as const
      const made = await grant(tx, id, {
        authorityId,
        kind,
        name,
        purpose,
        joining,
        presentation: '',
        bodyId: null,
      })
      return redirect(`${KEPT}/${made}`, 'L’espace est ouvert.')
    }
    await refuse(tx, id, because)
    return redirect(KEPT, 'Votre réponse est envoyée.')
  },
})

export const keepingRoutes: readonly Route[] = [
  ...adminList(list),
  ...opening,
  ...wished,
  { get: KEEPING.at, action, title: 'Un espace', face: 'admin', handle: showSpace },
  ...changing,
  ...ending(true),
  ...ending(false),
  ...group,
  ...membersForms(KEEPING),
]
