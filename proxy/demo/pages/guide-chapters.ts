export const chapters: readonly {
  readonly title: string;
  readonly parts: readonly { readonly title: string; readonly paragraphs: readonly string[] }[];
}[] = [
  {
    title: 'Looking first',
    parts: [
      {
        title: 'Follow the sun',
        paragraphs: [
          'Before you buy anything, spend a day looking. Note where the sun stands at nine, at noon and at five, and where the shadow of the house falls. A bed that gets six hours of sun will grow nearly everything; one that gets three will grow lettuce, chard, mint and ferns, and grow them better than the sunny one.',
          'Do the same for wind. A corner where leaves gather is a sheltered corner, and a tomato is happiest where leaves gather.',
        ],
      },
      {
        title: 'Know the soil',
        paragraphs: [
          'Take a handful, wet it, and roll it. If it makes a sausage that bends into a ring, it is clay: rich, slow, and heavy to dig. If it falls apart at once, it is sand: light, warm, and always thirsty. Most soil is somewhere between the two, and all of it gets better with compost.',
          'There is no need to dig it over. Lay compost on top, two fingers thick, every autumn. Worms do the rest, and they do it without turning the weed seeds up into the light.',
        ],
      },
    ],
  },
  {
    title: 'Pots and window sills',
    parts: [
      {
        title: 'The right size',
        paragraphs: [
          'A pot is right if there are two fingers of soil around the roots. In a pot that is far too large the soil stays wet where no roots drink, and wet soil without roots turns sour.',
          'Clay breathes and dries out; glaze and plastic keep the water in. Neither is better. Put what likes it dry into clay, and what likes it moist into glaze, and you will have half the work.',
        ],
      },
      {
        title: 'Watering by weight',
        paragraphs: [
          'Lift the pot. Do it after watering and again a few days later, and your hands will soon know more than any meter. Water until it runs out below, then empty the saucer after a quarter of an hour.',
          'More plants drown than dry out. A plant that is limp in wet soil is asking for air, not for water.',
        ],
      },
    ],
  },
  {
    title: 'Sowing',
    parts: [
      {
        title: 'Thinly, and later than you think',
        paragraphs: [
          'The packet says March. The packet was printed for somebody with a greenhouse. What is sown in cold soil waits; what is sown three weeks later in warm soil overtakes it.',
          'Sow thinly. It feels like wasting space, but the seedling that stands alone is worth five that stand in a crowd and have to be pulled.',
        ],
      },
      {
        title: 'A few at a time',
        paragraphs: [
          'Twenty lettuces on one day in June are a problem. Four of them every fortnight are lunch. Put a date in the planner for each sowing and keep the packet in the pocket of your coat.',
          'Mark every row. One always believes that one will remember.',
        ],
      },
    ],
  },
  {
    title: 'Water while you are away',
    parts: [
      {
        title: 'The bottle and the wick',
        paragraphs: [
          'For a long weekend, a strip of cotton from a bucket to the pot is enough: water climbs along it as fast as the soil drinks. Try it out before you go, not on the morning you leave.',
        ],
      },
      {
        title: 'A small controller',
        paragraphs: [
          'If you like to solder, a valve, a moisture probe and a few lines will look after a bed for a month. This is the program that runs in our own glass house. It waters in the early morning, for longer when it was hot, and not at all when it rained.',
        ],
      },
    ],
  },
  {
    title: 'Cutting back',
    parts: [
      {
        title: 'Sharp and clean',
        paragraphs: [
          'A clean cut heals, a torn one rots. Wipe the blade before you go from one plant to the next; illness travels on steel.',
          'Cut just above a bud that points where you want the plant to go. The bud does not know the rest of your plan, but it will follow the direction.',
        ],
      },
      {
        title: 'When',
        paragraphs: [
          'What flowers in spring is cut after flowering. What flowers in summer is cut at the end of winter. What does not flower is cut when you have the time.',
          'Lavender is the exception that everybody learns once: never cut it into the old wood, for it will not grow back.',
        ],
      },
    ],
  },
  {
    title: 'The quiet months',
    parts: [
      {
        title: 'Leave something standing',
        paragraphs: [
          'Seed heads feed birds, hollow stems house bees, and frost on a dead fennel is as good as any flower. Tidy up in March, when those who slept in it have moved out.',
          'Oil the handles, sharpen the blades, and write down what went well. Nobody remembers in January what they swore in August.',
        ],
      },
      {
        title: 'Begin again',
        paragraphs: [
          'Order half of the seeds you want. Grow one thing that you have never eaten. And leave one corner alone, to see what comes by itself.',
        ],
      },
    ],
  },
];

export const controller = [
  '# Waters a bed once a day. All times are minutes since midnight, all amounts are litres for each square metre.',
  'EARLIEST, LATEST = 5 * 60, 7 * 60',
  '',
  'def minutes_needed(moisture, warmest_yesterday, rain_since_noon, area, flow, recent=[]):',
  '    """How long to open the valve: nothing when the soil is moist or the rain has done it already, longer after a hot day."""',
  '    if moisture > 0.42 or rain_since_noon > 4:',
  '        return 0',
  '    litres = 3.5 + max(0, warmest_yesterday - 22) * 0.25 - rain_since_noon * 0.8 - sum(recent[-3:]) * 0.05',
  '    return min(45, round(max(0, litres) * area / flow))',
  '',
  'def every_minute(clock, probe, valve, weather, log):',
  '    if valve.is_open and clock.now() >= valve.close_at:',
  '        valve.close()',
  '        log.write(f"{clock.today()} closed after {valve.minutes_open} minutes, the probe says {probe.read():.2f}, tank at {valve.tank_level():.0%}")',
  '    if not EARLIEST <= clock.now() <= LATEST or valve.opened_on == clock.today():',
  '        return',
  '    needed = minutes_needed(probe.read(), weather.warmest_yesterday, weather.rain_since_noon, area=2.4, flow=1.1, recent=log.last_minutes(3))',
  '    if needed > 0:',
  '        valve.open_for(needed, today=clock.today())',
  '    else:',
  '        log.write(f"{clock.today()} not needed: moisture {probe.read():.2f}, rain {weather.rain_since_noon} mm, warmest {weather.warmest_yesterday} degrees")',
  '',
  'def is_safe(valve, tank):',
  '    """A valve that has been open for an hour is stuck, whatever it says; an empty tank ruins the pump."""',
  '    return valve.minutes_open < 60 and tank.level() > 0.1',
  '',
  'def run(clock, probe, valve, weather, tank, log):',
  '    for _ in clock.minutes():',
  '        if not is_safe(valve, tank):',
  '            valve.close()',
  '            log.write(f"{clock.today()} stopped for safety")',
  '            continue',
  '        every_minute(clock, probe, valve, weather, log)',
].join('\n');
