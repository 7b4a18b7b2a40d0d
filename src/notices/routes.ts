// Pages of notices: the same at the account and at the desk.
import { z } from 'zod'
import { post, type Route } from '#platform/http/route.ts'
import { chooseAgain, ChooseInput, doChoose, showChoices } from './choose.ts'
import { openNotice, readAll, showNotices } from './list.ts'
import { ADDRESS, CHOICES, CHOOSE_TITLE, type Place, TITLE } from './places.ts'

const ReadInput = z.object({
  jusque: z.coerce.number('Rouvrez la page, puis recommencez.').int().nonnegative(),
})

function routesAt(place: Place): Route[] {
  const at = ADDRESS[place]
  const face = place === 'account' ? ('citizen' as const) : ('agent' as const)
  const action = place === 'account' ? 'notification.read' : 'notification.read_at_desk'
  return [
    { get: at, action, title: TITLE[place], face, handle: showNotices(place) },
    { get: CHOICES[place], action, title: CHOOSE_TITLE, face, handle: showChoices(place) },
    post({
      post: CHOICES[place],
      action,
      title: 'Enregistrer mes choix',
      face,
      input: ChooseInput,
      handle: doChoose(place),
      again: chooseAgain(place),
    }),
    post({
      post: `${at}/lues`,
      action,
      title: 'Tout marquer comme lu',
      face,
      input: ReadInput,
      handle: readAll(place),
    }),
    post({
      post: `${at}/:id/lecture`,
      action,
      title: 'Ouvrir une notification',
      face,
      input: z.object({}),
      handle: openNotice,
    }),
  ]
}

export const routes: readonly Route[] = [...routesAt('account'), ...routesAt('desk')]
