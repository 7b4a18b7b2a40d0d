// Addresses where an authority administers the sites that rely on the account: its own, and no other's.
import { z } from 'zod'
import { post, type Route } from '#platform/http/route.ts'
import { registration } from './registration.ts'
import { doRegister, doRotate, registerAgain, showClient, showClients, showNew } from './clients.admin.ts'

export const adminRoutes: readonly Route[] = [
  {
    get: '/administration/sites',
    action: 'client.list',
    title: 'Sites connectés au compte',
    face: 'admin',
    handle: showClients,
  },
  {
    get: '/administration/sites/nouveau',
    action: 'client.register',
    title: 'Connecter un site au compte',
    face: 'admin',
    handle: showNew,
  },
  post({
    post: '/administration/sites/nouveau',
    action: 'client.register',
    title: 'Connecter un site au compte',
    face: 'admin',
    input: registration,
    handle: doRegister,
    again: registerAgain,
  }),
  {
    get: '/administration/sites/:site',
    action: 'client.list',
    title: 'Site connecté au compte',
    face: 'admin',
    handle: showClient,
  },
  post({
    post: '/administration/sites/:site/secret',
    action: 'client.rotate_secret',
    title: 'Changer le secret d’un site',
    face: 'admin',
    input: z.object({}),
    handle: doRotate,
  }),
]
