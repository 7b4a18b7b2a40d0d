// The door of the club: experience sheets of communes, compared.
export { club } from './module.ts'
