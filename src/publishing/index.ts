// The door of publishing: public information of the authorities.
export { publishing } from './module.ts'
export { noticeById, noticesFor } from './information/notice.ts'
export { type NewsItem, newsList } from './information/pages/news.ts'
export { type Notice, importNotice } from './information/queries.ts'
export { writeNotice } from './information/write.ts'
