//! Formulas of a rubric over named inputs: `urls_per_day * bytes / 86400`.

/// How deep brackets, signs and powers may nest.
const DEPTH: usize = 64;
/// Bytes of a formula.
const LONGEST: usize = 4 * 1024;

/// Holds a parsed formula.
#[derive(Debug, Clone, PartialEq)]
pub struct Formula {
    /// The formula in postfix order, so that nothing recurses over it.
    program: Vec<Instruction>,
}

/// Says where a formula cannot be read, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormulaFault {
    /// The byte of the formula at which reading stopped.
    pub at: usize,
    /// What is wrong there, for a person.
    pub message: String,
}

#[derive(Debug, Clone, PartialEq)]
enum Instruction {
    Number(f64),
    Input(String),
    Negate,
    Apply(Operator),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
}

impl std::fmt::Display for FormulaFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} (at byte {})", self.message, self.at)
    }
}

impl std::error::Error for FormulaFault {}

impl Formula {
    /// Parses arithmetic with `+ - * / ^` and brackets over numbers and names of `a-z`, `0-9`
    /// and `_`. Powers bind to the right.
    ///
    /// # Errors
    /// Returns the place and the reason when the text is no formula, nests deeper than 64 or is longer than 4 KB.
    pub fn parse(text: &str) -> Result<Formula, FormulaFault> {
        if text.len() > LONGEST {
            return Err(FormulaFault { at: 0, message: format!("it is longer than {} KB", LONGEST >> 10) });
        }
        let mut parser = Parser { text, at: 0, depth: 0, program: Vec::new() };
        parser.sum()?;
        match parser.peek() {
            None => Ok(Formula { program: parser.program }),
            Some(c) => Err(parser.fault(&format!("unexpected `{}`", c.escape_debug()))),
        }
    }

    /// Returns the names the formula needs, once each, in order of appearance.
    pub fn inputs(&self) -> impl Iterator<Item = &str> {
        let mut seen: Vec<&str> = Vec::new();
        for instruction in &self.program {
            if let Instruction::Input(name) = instruction
                && !seen.contains(&name.as_str())
            {
                seen.push(name);
            }
        }
        seen.into_iter()
    }

    /// Computes the formula; `None` for an unknown input or a result that is not finite.
    pub fn eval(&self, input: &dyn Fn(&str) -> Option<f64>) -> Option<f64> {
        let mut stack: Vec<f64> = Vec::new();
        for instruction in &self.program {
            let value = match instruction {
                Instruction::Number(n) => *n,
                Instruction::Input(name) => input(name)?,
                Instruction::Negate => -stack.pop()?,
                Instruction::Apply(operator) => {
                    let (b, a) = (stack.pop()?, stack.pop()?);
                    operator.apply(a, b)
                }
            };
            stack.push(value);
        }
        stack.pop().filter(|v| v.is_finite())
    }
}

impl Operator {
    fn apply(self, a: f64, b: f64) -> f64 {
        match self {
            Operator::Add => a + b,
            Operator::Subtract => a - b,
            Operator::Multiply => a * b,
            Operator::Divide => a / b,
            Operator::Power => a.powf(b),
        }
    }
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
    program: Vec<Instruction>,
}

type Parsed = Result<(), FormulaFault>;

impl Parser<'_> {
    fn peek(&mut self) -> Option<char> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        self.at += rest.len() - rest.trim_start().len();
        rest.trim_start().chars().next()
    }

    fn fault(&self, message: &str) -> FormulaFault {
        FormulaFault { at: self.at, message: message.to_owned() }
    }

    fn sum(&mut self) -> Parsed {
        self.product()?;
        while let Some(operator) = self.operator(&[('+', Operator::Add), ('-', Operator::Subtract)]) {
            self.product()?;
            self.program.push(Instruction::Apply(operator));
        }
        Ok(())
    }

    fn product(&mut self) -> Parsed {
        self.signed()?;
        while let Some(operator) = self.operator(&[('*', Operator::Multiply), ('/', Operator::Divide)]) {
            self.signed()?;
            self.program.push(Instruction::Apply(operator));
        }
        Ok(())
    }

    fn signed(&mut self) -> Parsed {
        if self.peek() != Some('-') {
            return self.power();
        }
        self.at += 1;
        self.nested(Self::signed)?;
        self.program.push(Instruction::Negate);
        Ok(())
    }

    fn power(&mut self) -> Parsed {
        self.primary()?;
        if let Some(operator) = self.operator(&[('^', Operator::Power)]) {
            self.nested(Self::signed)?;
            self.program.push(Instruction::Apply(operator));
        }
        Ok(())
    }

    fn nested(&mut self, inner: fn(&mut Self) -> Parsed) -> Parsed {
        if self.depth >= DEPTH {
            return Err(self.fault("nests too deep: 64 levels at most"));
        }
        self.depth += 1;
        inner(self)?;
        self.depth -= 1;
        Ok(())
    }

    fn operator(&mut self, table: &[(char, Operator)]) -> Option<Operator> {
        let c = self.peek()?;
        let found = table.iter().find(|(sign, _)| *sign == c)?;
        self.at += 1;
        Some(found.1)
    }

    fn primary(&mut self) -> Parsed {
        match self.peek() {
            Some('(') => self.bracket(),
            Some(c) if c.is_ascii_digit() || c == '.' => self.number(),
            Some(c) if c.is_ascii_lowercase() || c == '_' => {
                let name = self.take(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
                self.program.push(Instruction::Input(name));
                Ok(())
            }
            Some(c) => Err(self.fault(&format!("expected a number, a name or `(`, found `{}`", c.escape_debug()))),
            None => Err(self.fault("expected a number, a name or `(`, found the end")),
        }
    }

    fn bracket(&mut self) -> Parsed {
        let open = self.at;
        self.at += 1;
        self.nested(Self::sum)?;
        if self.peek() == Some(')') {
            self.at += 1;
            return Ok(());
        }
        Err(FormulaFault { at: open, message: "this bracket is not closed".to_owned() })
    }

    fn number(&mut self) -> Parsed {
        let start = self.at;
        let mut digits = self.take(|c| c.is_ascii_digit() || matches!(c, '.' | '_'));
        let rest = self.text.get(self.at..).unwrap_or_default();
        let power = rest.strip_prefix(['e', 'E']).unwrap_or_default();
        let unsigned = power.strip_prefix(['-', '+']).unwrap_or(power);
        if unsigned.starts_with(|c: char| c.is_ascii_digit()) {
            self.at += rest.len() - unsigned.len();
            digits.push_str(&rest[..rest.len() - unsigned.len()]);
            digits.push_str(&self.take(|c| c.is_ascii_digit()));
        }
        match digits.replace('_', "").parse::<f64>() {
            Ok(n) if n.is_finite() => {
                self.program.push(Instruction::Number(n));
                Ok(())
            }
            Ok(_) | Err(_) => Err(FormulaFault { at: start, message: format!("`{digits}` is no number") }),
        }
    }

    fn take(&mut self, belongs: impl Fn(char) -> bool) -> String {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let len = rest.find(|c| !belongs(c)).unwrap_or(rest.len());
        self.at += len;
        rest[..len].to_owned()
    }
}
