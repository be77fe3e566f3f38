//! The network as ONNX Runtime sees it: what it asks for, and what it answers.

use crate::Error;
use ort::environment::Environment;
use ort::session::{Session, builder::GraphOptimizationLevel};
use ort::value::{Outlet, Tensor, TensorElementType, ValueType};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// The usual name of the output; where there is none, the first is taken.
const LOGITS: &str = "logits";

/// A loaded network, on one thread.
pub(crate) struct Graph {
    inputs: Vec<Input>,
    output: String,
    classes: usize,
    session: Mutex<Session>,
}

/// What a graph may ask for: int64 [texts, tokens] each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Input {
    Ids,
    Mask,
    Types,
    Positions,
}

impl Input {
    const ALL: [Self; 4] = [Self::Ids, Self::Mask, Self::Types, Self::Positions];

    const fn name(self) -> &'static str {
        match self {
            Self::Ids => "input_ids",
            Self::Mask => "attention_mask",
            Self::Types => "token_type_ids",
            Self::Positions => "position_ids",
        }
    }

    /// The number at a place of a text, or behind its end.
    fn at(self, ids: &[i64], place: usize, padding: i64) -> i64 {
        match self {
            Self::Ids => ids.get(place).copied().unwrap_or(padding),
            Self::Mask => i64::from(place < ids.len()),
            // A review is one part, and never the second of two.
            Self::Types => 0,
            Self::Positions => i64::try_from(place).unwrap_or(i64::MAX),
        }
    }
}

impl Graph {
    /// Loads the file and compares it with the number of classes that its description names.
    ///
    /// # Errors
    /// [`Error::File`] when it cannot be read, [`Error::Description`] when it is another kind of graph.
    pub fn load(environment: &Environment, path: &Path, classes: usize) -> Result<Self, Error> {
        let session = Session::builder(environment)
            .and_then(|builder| Ok(builder.with_intra_threads(1)?))
            .and_then(|builder| Ok(builder.with_optimization_level(GraphOptimizationLevel::Level3)?))
            .and_then(|mut builder| builder.commit_from_file(path))
            .map_err(|source| Error::File { path: path.display().to_string(), source: source.into() })?;
        let fault = |reason| Error::Description { path: path.display().to_string(), reason };
        let inputs = session.inputs().iter().map(input).collect::<Result<Vec<_>, _>>().map_err(fault)?;
        if !inputs.contains(&Input::Ids) {
            return Err(fault("the graph has no input called input_ids".to_owned()));
        }
        let output = output(session.outputs(), classes).map_err(fault)?;
        Ok(Self { inputs, output, classes, session: Mutex::new(session) })
    }

    /// The logits of each text, as many as there are classes. Texts of several lengths are filled up
    /// with `padding`.
    pub fn logits(&self, texts: &[Vec<i64>], padding: i64) -> Result<Vec<Vec<f32>>, Error> {
        let width = texts.iter().map(Vec::len).max().unwrap_or(0);
        let mut given = Vec::with_capacity(self.inputs.len());
        for &input in &self.inputs {
            let numbers: Vec<i64> =
                texts.iter().flat_map(|ids| (0..width).map(move |place| input.at(ids, place, padding))).collect();
            let tensor =
                Tensor::from_array(([texts.len(), width], numbers)).map_err(|error| Error::Model(error.into()))?;
            given.push((input.name(), tensor));
        }
        // A panic inside ONNX Runtime leaves no half-written state behind on our side.
        let mut session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        let outputs = session.run(given).map_err(|error| Error::Model(error.into()))?;
        let (_, logits) = outputs
            .get(&self.output)
            .ok_or_else(|| Error::Answer(format!("no output named {}", self.output)))?
            .try_extract_tensor::<f32>()
            .map_err(|error| Error::Model(error.into()))?;
        if logits.len() != texts.len() * self.classes {
            return Err(Error::Answer(format!("{} logits for {} texts", logits.len(), texts.len())));
        }
        Ok(logits.chunks(self.classes).map(<[f32]>::to_vec).collect())
    }
}

fn input(outlet: &Outlet) -> Result<Input, String> {
    let name = outlet.name();
    let input = Input::ALL
        .into_iter()
        .find(|input| input.name() == name)
        .ok_or_else(|| format!("the graph asks for {name}, which is unknown here"))?;
    match outlet.dtype() {
        ValueType::Tensor { ty: TensorElementType::Int64, .. } => Ok(input),
        other => Err(format!("the input {name} is {other}, and must be int64")),
    }
}

/// The name of the output that holds the logits.
fn output(outlets: &[Outlet], classes: usize) -> Result<String, String> {
    let outlet = outlets
        .iter()
        .find(|outlet| outlet.name() == LOGITS)
        .or(outlets.first())
        .ok_or_else(|| "the graph has no output".to_owned())?;
    let fits = match outlet.dtype() {
        // What an export leaves open is -1, or no dimension at all.
        ValueType::Tensor { ty: TensorElementType::Float32, shape, .. } => match &shape[..] {
            [] => true,
            [_, last] => *last < 0 || usize::try_from(*last) == Ok(classes),
            _ => false,
        },
        _ => false,
    };
    let kind = outlet.dtype();
    if fits {
        Ok(outlet.name().to_owned())
    } else {
        Err(format!("the output {} is {kind}, and must be float32 [texts, {classes}]", outlet.name()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shorter_texts_are_filled_up() {
        let row = |input: Input| (0..4).map(|place| input.at(&[2, 7, 3], place, 9)).collect::<Vec<_>>();
        assert_eq!(row(Input::Ids), [2, 7, 3, 9]);
        assert_eq!(row(Input::Mask), [1, 1, 1, 0]);
        assert_eq!(row(Input::Types), [0, 0, 0, 0]);
        assert_eq!(row(Input::Positions), [0, 1, 2, 3]);
    }
}
