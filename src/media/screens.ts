// Screens of the library: one picture, with where it is used, what is said of it, and the way to take it away.
import { BadInput, NotFound } from '#platform/errors.ts'
import type { PictureUse, Read } from '#platform/db/db.ts'
import { attrs, type Html, html } from '#platform/html.ts'
import { type Context, redirect, type Route } from '#platform/http/route.ts'
import { formOf } from '#platform/screens/form.ts'
import { panel } from '#platform/ui/desk.ts'
import { notice } from '#platform/ui/feedback.ts'
import { longDate, plural } from '#platform/ui/french.ts'
import { historyPanel } from '#platform/ui/history.ts'
import { adminForm, adminList, storyOf, territory } from '#territory'
import { sourcesOf } from './address.ts'
import { pictureForm, saidOf, sourceProblem, typedOf } from './form.ts'
import { HERE, list, stateTag } from './list.ts'
import { describePicture, PICTURE, removePicture, SHOWN_SOMEWHERE, TOLD, usesOf } from './picture.ts'
import { keptPicture, type Picture } from './queries.ts'

const action = 'picture.keep'

/** The one that the address names. @throws NotFound */
async function asked(tx: Read, { params }: Pick<Context, 'params'>): Promise<Picture> {
  const id = /^[1-9]\d{0,8}$/.test(params.image ?? '') ? Number(params.image) : 0
  const found = await keptPicture(tx, id)
  if (found === undefined) throw new NotFound()
  return found
}

const STANDING: Readonly<Record<PictureUse['standing'], string>> = {
  shown: 'montrée',
  coming: 'à venir',
  written: 'dans un texte qui n’est pas en ligne',
}

const usesPanel = (uses: readonly PictureUse[]): Html =>
  panel(
    `Où elle sert (${uses.length})`,
    uses.length === 0
      ? html`<p>Nulle part encore. Placez-la dans le texte d’un contenu, ou choisissez-la pour ses listes.</p>`
      : html`<ul class="plain stack tight">${uses.map(({ title, href, standing }) => html`<li><a href="${href}">${title}</a> <span class="meta">${STANDING[standing]}</span></li>`)}</ul>`,
  )

const drawn = (picture: Picture): Html => {
  const { src, srcset, width, height } = sourcesOf(picture)
  return html`<p><img ${attrs({ class: 'library-picture', src, srcset, sizes: '(max-width: 44rem) 100vw, 44rem', width, height, alt: picture.alternative })}></p>`
}

/** What its keepers should know first. */
function warning({ state, rightsUntil }: Picture): Html | null {
  const until = rightsUntil === null ? '' : longDate(rightsUntil)
  if (state === 'wordless')
    return notice(
      'info',
      'Décrivez-la pour pouvoir la prendre',
      html`<p>Ce qu’elle montre, et son auteur&nbsp;: sans eux, personne ne la voit dans la liste des images.</p>`,
    )
  if (state === 'ended')
    return notice(
      'warn',
      'Le droit de la montrer a pris fin',
      html`<p>Depuis le ${until}, elle n’est plus montrée nulle part. Changez le jour ci-dessous si le droit est renouvelé.</p>`,
    )
  return state === 'ending'
    ? notice(
        'warn',
        `Le droit de la montrer prend fin le ${until}`,
        html`<p>Après ce jour, elle ne sera plus montrée nulle part. Renouvelez le droit, ou remplacez-la là où elle sert.</p>`,
      )
    : null
}

async function story(tx: Read, id: number): Promise<Html | null> {
  const { zone } = await territory(tx)
  const told = (await storyOf(tx, PICTURE, id)).toReversed()
  return historyPanel(
    told.map(({ at, actorLabel, name }) => ({ at, by: actorLabel, said: TOLD[name] ?? name })),
    zone,
  )
}

async function intro(tx: Read, picture: Picture): Promise<Html> {
  const { id, key, state, width, height, authorityId } = picture
  const place = await territory(tx)
  return html`${warning(picture)}${drawn(picture)}<p class="row">${stateTag(state)}<span class="meta">${place.authority(authorityId).name}, ${width} × ${height} pixels</span><a href="${HERE}/${id}/retrait">La retirer</a></p>
    ${usesPanel(await usesOf(tx, key))}${await story(tx, id)}`
}

export const screens: readonly Route[] = [
  ...adminList(list),
  ...adminForm({
    at: `${HERE}/:image`,
    action,
    title: 'Une image',
    form: pictureForm,
    button: 'Enregistrer',
    back: { href: HERE, label: 'Toutes les images' },
    async shown(tx, ctx) {
      const picture = await asked(tx, ctx)
      const { name, version } = picture
      return { title: name, version, typed: typedOf(picture), intro: await intro(tx, picture) }
    },
    async act(tx, typed, ctx, version) {
      const { id } = await asked(tx, ctx)
      const said = saidOf(typed)
      const problem = sourceProblem(said)
      if (problem !== null) throw new BadInput([{ field: 'source', message: problem }])
      await describePicture(tx, id, version, said)
      return redirect(HERE, 'L’image est enregistrée.')
    },
  }),
  ...adminForm({
    at: `${HERE}/:image/retrait`,
    action,
    title: 'Retirer une image',
    form: formOf({}),
    button: 'Retirer',
    back: { href: `${HERE}/:image`, label: 'Revenir à l’image' },
    async shown(tx, ctx) {
      const picture = await asked(tx, ctx)
      const uses = await usesOf(tx, picture.key)
      const shown = uses.filter(({ standing }) => standing !== 'written')
      const said =
        shown.length > 0
          ? notice('warn', 'Elle ne peut pas être retirée', html`<p>${SHOWN_SOMEWHERE}</p>`)
          : html`<p class="reading">Son fichier est effacé, et ne se retrouve pas. ${uses.length > 0 && `Elle sert dans ${plural(uses.length, 'texte', 'textes')} qui ${uses.length > 1 ? 'ne sont' : 'n’est'} pas en ligne\u00a0: on y lira ce qu’elle montrait, à sa place.`}</p>`
      return {
        title: `Retirer «\u00a0${picture.name}\u00a0»`,
        version: picture.version,
        intro: html`${drawn(picture)}${said}${uses.length > 0 && usesPanel(uses)}`,
      }
    },
    async act(tx, _, ctx, version) {
      await removePicture(tx, (await asked(tx, ctx)).id, version)
      return redirect(HERE, 'L’image est retirée.')
    },
  }),
]
