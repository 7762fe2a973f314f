//! How well marks agree with people's grades.

/// Agreement of marks with grades, both of 10.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Agreement {
    /// Spearman's rank correlation, -1 to 1; 0 where one side does not vary. Ties share their mean rank.
    pub spearman: f64,
    /// Pearson's linear correlation, -1 to 1.
    pub pearson: f64,
    /// Mean absolute difference, of 10.
    pub mean_error: f64,
}

/// Compares marks with grades, pair by pair. `None` for fewer than two pairs.
pub fn agreement(pairs: &[(f64, f64)]) -> Option<Agreement> {
    if pairs.len() < 2 {
        return None;
    }
    let (marks, grades): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
    let mean_error = pairs.iter().map(|(m, g)| (m - g).abs()).sum::<f64>() / pairs.len() as f64;
    Some(Agreement {
        spearman: pearson(&ranks(&marks), &ranks(&grades)),
        pearson: pearson(&marks, &grades),
        mean_error,
    })
}

fn pearson(a: &[f64], b: &[f64]) -> f64 {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (ma, mb) = (mean(a), mean(b));
    let both: f64 = a.iter().zip(b).map(|(x, y)| (x - ma) * (y - mb)).sum();
    let spread = |values: &[f64], mean: f64| values.iter().map(|x| (x - mean).powi(2)).sum::<f64>();
    let norm = (spread(a, ma) * spread(b, mb)).sqrt();
    if norm > 0.0 { both / norm } else { 0.0 }
}

fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    let mut start = 0;
    while start < order.len() {
        let same = order[start..].iter().take_while(|i| values[**i] == values[order[start]]).count();
        let mean = start as f64 + (same - 1) as f64 / 2.0;
        order[start..start + same].iter().for_each(|i| ranks[*i] = mean);
        start += same;
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::agreement;

    #[test]
    fn agreement_is_one_for_the_same_order_and_minus_one_for_the_opposite() {
        let same = agreement(&[(1.0, 2.0), (2.0, 4.0), (3.0, 9.0)]).unwrap();
        assert!((same.spearman - 1.0).abs() < 1e-9 && same.pearson > 0.9);
        assert!((same.mean_error - 3.0).abs() < 1e-9);
        let opposite = agreement(&[(1.0, 9.0), (2.0, 4.0), (3.0, 2.0)]).unwrap();
        assert!((opposite.spearman + 1.0).abs() < 1e-9);
        let ties = agreement(&[(1.0, 1.0), (1.0, 2.0), (5.0, 5.0)]).unwrap();
        assert!(ties.spearman > 0.8 && ties.spearman < 1.0);
        assert_eq!(agreement(&[(1.0, 1.0)]), None);
        assert_eq!(agreement(&[(1.0, 1.0), (1.0, 2.0)]).unwrap().pearson, 0.0);
    }
}
