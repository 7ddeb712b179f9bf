//! Who gets what, when each wants some things and each thing is there once (a matching of a bipartite graph).

/// Gives each of `wants`, in its order, one of the things it names by number, if that can be done. Who came first keeps
/// a thing, though perhaps another one, so that nobody is stuck because of the order; as many get one as can.
pub fn assigned(wants: &[Vec<usize>]) -> Vec<Option<usize>> {
    let mut holder = vec![None; wants.iter().flatten().max().map_or(0, |most| most + 1)];
    for who in 0..wants.len() {
        give(who, wants, &mut holder, &mut vec![]);
    }
    let thing = |who| holder.iter().position(|holds| *holds == Some(who));
    (0..wants.len()).map(thing).collect()
}

/// One more gets something, if those who hold what it wants can move on to something else.
fn give(who: usize, wants: &[Vec<usize>], holder: &mut Vec<Option<usize>>, tried: &mut Vec<usize>) -> bool {
    for thing in &wants[who] {
        if tried.contains(thing) {
            continue;
        }
        tried.push(*thing);
        if holder[*thing].is_none_or(|other| give(other, wants, holder, tried)) {
            holder[*thing] = Some(who);
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_came_first_keeps_something_and_makes_room() {
        type Row<'r> = (&'r [&'r [usize]], &'r [Option<usize>]);
        let rows: [Row<'_>; 6] = [
            (&[], &[]),
            (&[&[0], &[0]], &[Some(0), None]),
            (&[&[0, 1], &[0]], &[Some(1), Some(0)]),
            (&[&[0, 1], &[0, 2], &[0]], &[Some(1), Some(2), Some(0)]),
            (&[&[0, 1], &[0, 1], &[0, 1]], &[Some(1), Some(0), None]),
            (&[&[], &[2]], &[None, Some(2)]),
        ];
        for (wants, gets) in rows {
            let wants: Vec<Vec<usize>> = wants.iter().map(|own| own.to_vec()).collect();
            assert_eq!(assigned(&wants), gets, "{wants:?}");
        }
    }

    /// As many as there can be: against trying everything.
    #[test]
    fn as_many_as_can_be() {
        fn most(wants: &[Vec<usize>], taken: u32) -> usize {
            let Some((first, rest)) = wants.split_first() else { return 0 };
            let free = first.iter().filter(|thing| taken & 1 << **thing == 0);
            free.map(|thing| 1 + most(rest, taken | 1 << thing)).chain([most(rest, taken)]).max().unwrap_or(0)
        }
        for sets in 0..8_usize.pow(4) {
            let wants: Vec<Vec<usize>> = (0..4)
                .map(|who| (0..3).filter(|thing| sets >> (who * 3) & 1 << thing != 0).collect())
                .collect();
            let got = assigned(&wants);
            assert_eq!(got.iter().flatten().count(), most(&wants, 0), "{wants:?}");
            for (n, prefix) in (1..=wants.len()).map(|n| (n, &wants[..n])) {
                if most(prefix, 0) == n {
                    assert!(got[..n].iter().all(Option::is_some), "{wants:?}: {got:?}");
                }
            }
        }
    }
}
