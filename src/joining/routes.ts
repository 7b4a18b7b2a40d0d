// Table of joining: what a town hall sees to before it opens.
import { post, type Route } from '#platform/http/route.ts'
import { communeScreens } from './communes.admin.ts'
import { openAgain, openInput, openOn, seenInput, seeStep, showOpening } from './opening.admin.ts'

export const routes: readonly Route[] = [
  {
    get: '/administration/ouverture',
    action: 'opening.read',
    title: 'Ouvrir le guichet',
    face: 'admin',
    handle: showOpening,
  },
  post({
    post: '/administration/ouverture',
    action: 'opening.change',
    title: 'Choisir le jour d’ouverture',
    face: 'admin',
    input: openInput,
    handle: openOn,
    again: openAgain,
  }),
  post({
    post: '/administration/ouverture/etapes',
    action: 'opening.change',
    title: 'Vérifier une étape',
    face: 'admin',
    input: seenInput,
    handle: seeStep,
  }),
  ...communeScreens,
]
