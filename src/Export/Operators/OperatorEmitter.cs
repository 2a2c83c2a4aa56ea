using FpgaSeg.Export.Values;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Export.Operators;

/// <summary>Which emitter writes which operator.</summary>
/// <param name="maskTensor">Name for the result of a threshold, or null to name it after its node.</param>
internal sealed class OperatorEmitter(string? maskTensor) : IIntegerVisitor<EmitCall, CarriedValue>
{
    public CarriedValue Visit(IntegerInput op, EmitCall argument) =>
        throw new InvalidOperationException("The input is no operator: OnnxExporter writes it.");

    public CarriedValue Visit(IntegerAffine op, EmitCall argument) => AffineEmitter.Emit(op, argument);

    public CarriedValue Visit(IntegerConv2d op, EmitCall argument) => ConvEmitter.Emit(op, argument);

    public CarriedValue Visit(IntegerAdd op, EmitCall argument) => SumEmitter.Emit(op, argument);

    public CarriedValue Visit(IntegerMul op, EmitCall argument) => SumEmitter.Emit(op, argument);

    public CarriedValue Visit(IntegerMaxPool2d op, EmitCall argument) => PoolEmitter.Emit(op, argument);

    public CarriedValue Visit(IntegerAveragePool2d op, EmitCall argument) => PoolEmitter.Emit(op, argument);

    public CarriedValue Visit(IntegerResize2d op, EmitCall argument) => ResizeEmitter.Emit(op, argument);

    public CarriedValue Visit(IntegerConcat op, EmitCall argument) => RearrangementEmitter.Emit(op, argument);

    public CarriedValue Visit(IntegerChannelSelect op, EmitCall argument) => RearrangementEmitter.Emit(op, argument);

    public CarriedValue Visit(IntegerCropPad op, EmitCall argument) => RearrangementEmitter.Emit(op, argument);

    public CarriedValue Visit(IntegerDepthToSpace op, EmitCall argument) => RearrangementEmitter.Emit(op, argument);

    public CarriedValue Visit(IntegerPRelu op, EmitCall argument) => PReluEmitter.Emit(op, argument);

    public CarriedValue Visit(IntegerMargin op, EmitCall argument) => RearrangementEmitter.Emit(op, argument);

    public CarriedValue Visit(IntegerTable op, EmitCall argument) => TableEmitter.Emit(op, argument);

    public CarriedValue Visit(IntegerThreshold op, EmitCall argument) =>
        ThresholdEmitter.Emit(op, argument, maskTensor ?? argument.Writer.Names.Take(argument.Name));
}
