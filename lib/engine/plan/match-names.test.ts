import { expect, test } from 'vitest';
import { pairNames } from './match-names.ts';

test.each([
  ['exact before folded', ['users', 'Users'], ['users', 'USERS'], { users: 'users', Users: 'USERS' }],
  ['folded', ['OrderID'], ['orderid', 'x'], { OrderID: 'orderid' }],
  [
    'snake case',
    ['Order Details', 'createdAt'],
    ['order_details', 'created_at'],
    {
      'Order Details': 'order_details',
      createdAt: 'created_at',
    },
  ],
  ['two that could be meant: neither', ['Users'], ['USERS', 'users'], {}],
  ['two that could mean it: neither', ['orderId', 'OrderID'], ['order_id'], {}],
  ['what is exact is not taken by another', ['order_id', 'orderId'], ['order_id'], { order_id: 'order_id' }],
  ['none', ['a'], ['b'], {}],
])('%s', (_, wanted, there, pairs) => {
  expect(Object.fromEntries(pairNames(wanted, there))).toEqual(pairs);
});
