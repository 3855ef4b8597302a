/** What a basket costs. */
const discount = (amount, percent) => amount * (1 - percent / 100);

export function total(basket) {
  let sum = 0;
  for (const { price, count } of basket.articles) {
    sum += price * count;
  }
  return discount(sum, basket.percent);
}
