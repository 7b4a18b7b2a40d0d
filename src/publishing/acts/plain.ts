// Acts that ask nothing: said, then done.
import type { Write } from '#platform/db/db.ts'
import { html } from '#platform/html.ts'
import { redirect, type Route } from '#platform/http/route.ts'
import { formOf } from '#platform/screens/form.ts'
import { localDay, territory } from '#territory'
import { archive, remind, reopen, review, takeBack, unschedule } from '../record/act.ts'
import { monthsLater } from '../record/days.ts'
import type { Kept } from '../record/queries.ts'
import { typeVersion } from '../types/kind.ts'
import { asked, askedToDecide, backTo, lastEdition, type Place } from './place.ts'

interface Plain {
  name: string
  action: 'proposes' | 'publishes' | 'archives'
  title: string
  button: string
  says: string
  done: string
  act: (tx: Write, kept: Kept, version: number) => Promise<void>
}

const nothing = formOf({})

export const plainRoutes = (
  place: Place,
  { name, action, title, button, says, done, act }: Plain,
): Route[] => {
  const found = action === 'proposes' ? asked : askedToDecide
  return place.form({
    at: `${place.at}/:contenu/${name}`,
    ...{ action: place[action], title, button, form: nothing, back: backTo(place) },
    async shown(tx, ctx) {
      const kept = await found(place, tx, ctx)
      return {
        title: `${button} «\u00a0${kept.title}\u00a0»`,
        version: kept.version,
        intro: html`<p class="reading">${says}</p>`,
      }
    },
    async act(tx, _, ctx, version) {
      const kept = await found(place, tx, ctx)
      await act(tx, kept, version)
      return redirect(`${place.at}/${kept.id}`, done)
    },
  })
}

export const TAKE_BACK: Plain = {
  name: 'retirer',
  action: 'proposes',
  title: 'Retirer une proposition',
  button: 'Retirer',
  says: 'Le contenu redevient un brouillon\u00a0: personne ne le relit tant que vous ne le proposez pas à nouveau.',
  done: 'La proposition est retirée.',
  act: (tx, { id }, version) => takeBack(tx, id, version),
}

/** For whoever decides. */
export const PLAIN: readonly Plain[] = [
  {
    name: 'annuler',
    action: 'publishes',
    title: 'Annuler une publication à venir',
    button: 'Annuler la publication de',
    says: 'Ce qui devait paraître ne paraîtra pas. Ce qui est en ligne y reste.',
    done: 'La publication à venir est annulée.',
    act: (tx, { id }, version) => unschedule(tx, id, version),
  },
  {
    name: 'relecture',
    action: 'publishes',
    title: 'Dire un contenu relu',
    button: 'J’ai relu',
    says: 'Vous confirmez que ce qui est en ligne est toujours juste. Les lecteurs voient la date d’aujourd’hui\u00a0; la prochaine relecture est fixée par le type du contenu.',
    done: 'C’est noté\u00a0: relu aujourd’hui.',
    async act(tx, kept, version) {
      const { zone } = await territory(tx)
      const { typeVersion: number } = await lastEdition(tx, kept)
      const { reviewMonths } = await typeVersion(tx, kept.type, number)
      await review(tx, kept.id, version, monthsLater(localDay(tx.now, zone), reviewMonths))
    },
  },
  {
    name: 'rappel',
    action: 'publishes',
    title: 'Rappeler un contenu urgent',
    button: 'Rappeler',
    says: 'Ceux de son public qui n’ont pas dit en avoir pris connaissance reçoivent une notification. Elle ne part qu’une fois.',
    done: 'Le rappel part.',
    act: (tx, { id }, version) => remind(tx, id, version),
  },
  {
    name: 'archives',
    action: 'archives',
    title: 'Archiver un contenu',
    button: 'Archiver',
    says: 'Plus personne ne le lit, ni dans les listes ni à son adresse. Il reste ici, avec ses versions et son histoire.',
    done: 'Il est archivé.',
    act: (tx, { id }, version) => archive(tx, id, version),
  },
  {
    name: 'reprise',
    action: 'archives',
    title: 'Sortir un contenu des archives',
    button: 'Sortir des archives',
    says: 'Il redevient un brouillon\u00a0: personne ne le lit avant que vous le publiiez.',
    done: 'Il est de nouveau un brouillon.',
    act: (tx, { id }, version) => reopen(tx, id, version),
  },
]
